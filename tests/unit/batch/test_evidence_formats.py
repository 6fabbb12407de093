"""One hand-laid file for each format, recognised by what it holds and read into the same record."""

import gzip
import io
import zipfile
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from corridor.batch.evidence_check import check_file, read_records
from corridor.batch.evidence_record import FORMATS

YEAR = 2026
SDMX_1 = (
    "DATAFLOW,LAST UPDATE,freq,reason,citizen,duration,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
    "ESTAT:MIGR_RESFIRST(1.0),22/05/26 11:00:00,A,EMP,MA,TOTAL,PER,EL,2021,120,bp,\n"
    "ESTAT:MIGR_RESFIRST(1.0),22/05/26 11:00:00,A,EMP,MA,TOTAL,PER,BE,2021,,,\n"
    "ESTAT:MIGR_RESFIRST(1.0),22/05/26 11:00:00,A,EMP,MA,TOTAL,PER,FR,2021,,,C\n"
)
SDMX_2 = (
    "STRUCTURE[;],STRUCTURE_ID,ACTION,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,COMMENT[;]\n"
    "dataflow,ILO:DF_EMP(1.0),I,KEN,M,2020-Q2,12.5,E,PS,3,one;two\n"
    "dataflow,ILO:DF_EMP(1.0),A,KEN,F,2020-Q2,NaN,,PS,3,\n"
)
OECD = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,REF_AREA,Reference area,SEX,Sex,UNIT_MEASURE,Unit,"
    "TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier\n"
    'DATAFLOW,OECD:DF_POP(2.0),"Population, by age",I,A,Annual,FRG03,Mayenne,_T,Total,PS,Persons,'
    "2022,,180534,,P,Provisional value,0,Units\n"
)
TSV = (
    "freq,unit,isco08,geo\\TIME_PERIOD\t2022-Q1 \t2022-Q2 \t2022-Q3 \n"
    "Q,PC,OC2,DE\t1.9 \t: \t2.1 bu\nQ,PC,OC2,AT \t: c\t3\t\n"
)
TSV_OLD = "indic_de,geo\\time\t2019 \t2018 \nCNMIGRAT,AL\t: \t-15027 e\n"
ILOSTAT = (
    '"ref_area","source","indicator","sex","classif1","classif2","time","obs_value","obs_status","note_source"\n'
    '"KEN","BX:3465","EMP_TEMP_SEX_OCU_NB","SEX_F","OCU_ISCO08_22","AGE_YTHADULT_YGE15","2021",5.585,"U","R1:3513"\n'
    '"KEN","BX:3465","EMP_TEMP_SEX_OCU_NB","SEX_F","OCU_ISCO08_23","AGE_YTHADULT_YGE15","2021",,,"R1:3513_T2:85"\n'
)
WORLD_BANK = (
    '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-10-01",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2020","2021",\n'
    '"Kenya","KEN","Remittances","BX.TRF.PWKR.CD.DT","3108763070","3718",\n'
    '"Africa East","AFE","Remittances","BX.TRF.PWKR.CD.DT","","1",\n'
    '"Lending","ZZX","Remittances","BX.TRF.PWKR.CD.DT","1","1",\n'
)
WORLD_BANK_COUNTRIES = '\ufeff"Country Code","Region","IncomeGroup"\n"KEN","Sub-Saharan Africa","x"\n"ZZX","",""\n'
TIDY = (
    "indicator,iso3,partner,occupation,sex,year,value,flag,unit,source\n"
    "vacancies,DEU,,2221,female,2025,1200,e,posts,agency register\n"
)
ADVERTS = (
    '{"@context": "https://schema.org", "@type": "JobPosting", "identifier": {"value": "a1"}, "title": "Nurse", '
    '"occupationalCategory": "2221", "datePosted": "2026-03-04", '
    '"jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "KE"}}}\n'
)
GEODIST = "iso_o,iso_d,contig,dist\nMAR,BEL,0,2100.5\nMAR,FRA,0,.\n"


def undesa_workbook():
    book = Workbook()
    book.active.title = "Contents"
    sheet = book.create_sheet("Table 1")
    for _ in range(8):
        sheet.append([None])
    sheet.append([None] * 4 + ["International migrant stock at mid-year (both sexes)"])
    sheet.append([None])
    names = ["Index", "Region, development group, country or area of destination*", "Location code of destination"]
    sheet.append([*names, "Location code of origin", 1990, 2024, 1990, 2024, 1990, 2024])
    sheet.append([1, "WORLD", 900, 900, 10, 20, 6, 11, 4, 9])
    sheet.append([2, "  Belgium ", 56, 504, 3, "..", 2, "..", 1, ".."])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def world_bank_zip():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Metadata_Country_API_X_DS2_en_csv.csv", WORLD_BANK_COUNTRIES)
        archive.writestr("API_X_DS2_en_csv.csv", WORLD_BANK)
        archive.writestr("Metadata_Indicator_API_X_DS2_en_csv.csv", "x" * 9000)
    return stream.getvalue()


FILES = {
    "sdmx-csv-1": SDMX_1.encode(),
    "sdmx-csv-2": SDMX_2.encode(),
    "oecd-labels": OECD.encode(),
    "eurostat-tsv": TSV.encode(),
    "ilostat": ILOSTAT.encode(),
    "undesa": undesa_workbook(),
    "worldbank": world_bank_zip(),
    "tidy": TIDY.encode(),
    "job-adverts": ADVERTS.encode(),
}


def test_every_format_has_a_file():
    assert sorted(FILES) == sorted(FORMATS)


@pytest.fixture
def write(tmp_path):
    def write_file(content, name="evidence.bin"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.mark.parametrize("name", FILES)
def test_a_format_is_recognised_by_what_the_file_holds(write, name):
    path = write(FILES[name])

    check = check_file(path, year=YEAR)

    assert (check.format, check.bad, check.fatal) == (name, 0, None)
    assert check == check_file(path, year=YEAR, asked=name)


@pytest.mark.parametrize("name", [name for name, content in FILES.items() if content[:2] != b"PK"])
def test_compressed_text_is_read_alike(write, name):
    packed = gzip.compress(FILES[name])

    assert read_records(write(packed), year=YEAR) == read_records(write(FILES[name]), year=YEAR)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("asked", FILES)
def test_another_format_than_was_asked_for_is_refused(write, name, asked):
    check = check_file(write(FILES[name]), year=YEAR, asked=asked)

    assert (check.fatal is None) == (name == asked)
    if check.fatal is not None:
        assert (check.fatal.code, check.fatal.value, check.rows) == ("other_format", name, 0)


def test_sdmx_csv_of_eurostat_keeps_flags_and_suppressed_figures(write):
    greece, belgium, france = read_records(write(SDMX_1), year=YEAR)

    assert (greece.indicator, greece.area, greece.partner, greece.time) == ("MIGR_RESFIRST", "GRC", "MA", "2021")
    assert (greece.value, greece.flags, greece.raw, greece.raw_flags) == (120, ("break", "provisional"), "120", "bp")
    assert (greece.unit, greece.source, greece.dimensions) == ("PER", "ESTAT", ("A", "EMP", "TOTAL"))
    assert (belgium.value, belgium.flags) == (None, ("suppressed",))
    assert (france.value, france.flags) == (None, ("confidential",))


def test_the_unit_multiplier_of_sdmx_is_applied(write):
    men, women = read_records(write(SDMX_2), year=YEAR)

    assert (men.value, men.raw, men.flags, men.sex, men.time) == (12500, "12.5", ("estimated",), "M", "2020-Q2")
    assert (men.indicator, men.source) == ("DF_EMP", "ILO")
    assert (women.value, women.flags) == (None, ("not_available",))


def test_sdmx_separated_by_semicolons_is_read_alike(write):
    plain = SDMX_2.replace("one;two", "one").replace("[;]", "[|]")
    comma = read_records(write(plain), year=YEAR)

    assert read_records(write(plain.replace(",", ";")), year=YEAR) == comma


def test_codes_with_labels_in_one_cell_are_read_alike(write):
    plain = "DATAFLOW,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\nILO:DF_X(1.0),KEN,F,2020,1.5\n"
    labelled = (
        "DATAFLOW,REF_AREA: Reference area,SEX: Sex,TIME_PERIOD: Time,OBS_VALUE\n"
        "ILO:DF_X(1.0),KEN: Kenya,F: Female,2020,1.5\n"
    )

    assert read_records(write(labelled), year=YEAR) == read_records(write(plain), year=YEAR)


def test_the_labels_of_the_oecd_are_passed_over(write):
    (mayenne,) = read_records(write(OECD), year=YEAR)

    assert (mayenne.area, mayenne.sex, mayenne.value, mayenne.flags) == ("FRG03", "T", 180534, ("provisional",))
    assert mayenne.unit == "PS"


def test_a_cell_of_eurostat_holds_figure_and_flags(write):
    records = read_records(write(TSV), year=YEAR)

    found = [(record.area, record.time, record.value, record.flags) for record in records]
    assert found == [
        ("DEU", "2022-Q1", Decimal("1.9"), ()),
        ("DEU", "2022-Q2", None, ("not_available",)),
        ("DEU", "2022-Q3", Decimal("2.1"), ("break", "low_reliability")),
        ("AUT", "2022-Q1", None, ("confidential",)),
        ("AUT", "2022-Q2", Decimal(3), ()),
        ("AUT", "2022-Q3", None, ("not_available",)),
    ]
    assert {record.occupation for record in records} == {"OC2"}


def test_the_old_layout_of_eurostat_has_descending_years(write):
    later, earlier = read_records(write(TSV_OLD), year=YEAR)

    assert (later.time, later.value, later.indicator) == ("2019", None, "CNMIGRAT")
    assert (earlier.time, earlier.value, earlier.flags) == ("2018", -15027, ("estimated",))


def test_ilostat_names_occupation_and_sex_among_its_classifications(write):
    nurses, teachers = read_records(write(ILOSTAT), year=YEAR)

    assert (nurses.occupation, nurses.sex, nurses.area, nurses.source) == ("22", "F", "KEN", "BX:3465")
    assert (nurses.value, nurses.flags) == (Decimal("5.585"), ("low_reliability",))
    assert (teachers.occupation, teachers.value, teachers.flags) == ("23", None, ("not_available",))


def test_a_world_bank_zip_says_itself_which_areas_are_groups(write):
    path = write(FILES["worldbank"])

    check, records = check_file(path, year=YEAR), read_records(path, year=YEAR)

    assert [(record.area, record.time, record.value) for record in records if record.area == "KEN"] == [
        ("KEN", "2020", 3108763070),
        ("KEN", "2021", 3718),
    ]
    assert [(found.code, found.value) for found in check.problems] == [("aggregate", "AFE"), ("aggregate", "ZZX")]


@pytest.mark.parametrize("blank", ["", "\n\n\n"])
def test_the_preamble_of_the_world_bank_may_have_any_length(write, blank):
    check = check_file(write(blank + WORLD_BANK.lstrip("\ufeff").replace("ZZX", "UGA")), year=YEAR)

    assert (check.format, check.rows, check.bad) == ("worldbank", 3, 0)


def test_a_un_workbook_repeats_its_years_for_both_sexes_men_and_women(write):
    records = read_records(write(FILES["undesa"]), year=YEAR)

    world = [(record.time, record.sex, record.value) for record in records if record.area == "900"]
    assert world == [
        ("1990", "T", 10), ("2024", "T", 20), ("1990", "M", 6), ("2024", "M", 11), ("1990", "F", 4), ("2024", "F", 9),
    ]  # fmt: skip
    moroccans = [record for record in records if record.area == "BEL"]
    assert {record.partner for record in moroccans} == {"MAR"}
    assert [record.value for record in moroccans] == [3, None, 2, None, 1, None]


def test_a_tidy_table_fills_every_field(write):
    (row,) = read_records(write(TIDY), year=YEAR)

    assert row[1:11] == (
        "vacancies", "DEU", "", "2221", "F", "2025", 1200, ("estimated",), "posts", "agency register",
    )  # fmt: skip


def test_a_table_of_pairs_has_a_figure_for_each_indicator(write):
    records = read_records(write(GEODIST), year=YEAR)

    found = [(record.partner, record.area, record.indicator, record.value) for record in records]
    assert found == [
        ("MAR", "BEL", "contig", 0),
        ("MAR", "BEL", "dist", Decimal("2100.5")),
        ("MAR", "FRA", "contig", 0),
        ("MAR", "FRA", "dist", None),
    ]


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_a_tidy_table_may_be_separated_otherwise(write, separator):
    assert read_records(write(TIDY.replace(",", separator)), year=YEAR) == read_records(write(TIDY), year=YEAR)


def test_quoted_line_breaks_count_as_lines(write):
    text = 'indicator,area,time,value,note\na,KEN,2020,1,"two\nlines"\nb,KEN,2020,x,\n'

    (problem,) = check_file(write(text), year=YEAR).problems

    assert (problem.line, problem.column, problem.value) == (4, "value", "x")


def test_a_tidy_workbook_is_read_like_its_text(write):
    book, stream = Workbook(), io.BytesIO()
    head, row = (line.split(",") for line in TIDY.splitlines())
    book.active.append(head)
    book.active.append(
        [int(cell) if cell == "1200" else datetime(2025, 3, 1) if cell == "2025" else cell for cell in row]
    )
    book.save(stream)

    (from_book,) = read_records(write(stream.getvalue()), year=YEAR)
    (from_text,) = read_records(write(TIDY.replace("2025", "2025-03-01")), year=YEAR)

    assert from_book == from_text
