"""Small files in the shapes in which classifications are published; ESCO's own names where its rows are used."""

import io
import zipfile
from pathlib import Path

E = "http://data.europa.eu/esco"
WELDER, TILER, FITTER = f"{E}/occupation/o-welder", f"{E}/occupation/o-tiler", f"{E}/occupation/o-fitter"
WELD, READ, CUT = f"{E}/skill/s-weld", f"{E}/skill/s-read", f"{E}/skill/s-cut"

OCCUPATIONS = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
    "regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n"
    f'Occupation,{WELDER},7212,welder,"welding operator\nwelder\nwelding operator\nflame\u00a0\tcutter",weldor,'
    f"released,,{E}/regulated-professions/unregulated,,,x,Welders join metal parts.,7212.3\n"
    f"Occupation,{TILER},7122,tile fitter,tiler,,released,,{E}/regulated-professions/x,,,x,,7122.6\n"
)
SKILLS = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
    "definition,inScheme,description\n"
    f"KnowledgeSkillCompetence,{WELD},skill/competence,sector-specific,weld metal,join metal,,released,,,,x,Join.\n"
    f"KnowledgeSkillCompetence,{READ},skill/competence,cross-sector,read blueprints,,,released,,,,x,\n"
    f"KnowledgeSkillCompetence,{CUT},skill/competence,sector-specific,cut tiles,,,released,,,,x,\n"
)
GROUPS = (
    "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description\n"
    f"ISCOGroup,{E}/isco/C7212,7212,Welders and flame cutters,released,,x,\n"
    f"ISCOGroup,{E}/isco/C7122,7122,Floor layers and tile setters,released,,x,\n"
)
BROADER = (
    "conceptType,conceptUri,broaderType,broaderUri\n"
    f"Occupation,{WELDER},ISCOGroup,{E}/isco/C7212\n"
    f"Occupation,{TILER},ISCOGroup,{E}/isco/C7122\n"
)
NEEDS = (
    "occupationUri,relationType,skillType,skillUri\n"
    f"{WELDER},essential,skill/competence,{WELD}\n"
    f"{WELDER},optional,skill/competence,{READ}\n"
    f"{TILER},essential,skill/competence,{CUT}\n"
)
ENGLISH = {"occupations_en.csv": OCCUPATIONS, "skills_en.csv": SKILLS, "ISCOGroups_en.csv": GROUPS}
RELATIONS = {"broaderRelationsOccPillar.csv": BROADER, "occupationSkillRelations.csv": NEEDS}
FRENCH = {
    "occupations_fr.csv": (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
        "regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n"
        f'Occupation,{WELDER},7212,soudeur/soudeuse,"soudeur\nsoudeuse",,released,,,,,x,,7212.3\n'
        f"Occupation,{TILER},7122,carreleur/carreleuse,mosaïste,,released,,,,,x,,7122.6\n"
    ),
    "skills_fr.csv": SKILLS.replace("weld metal,join metal", "souder des métaux,assembler des métaux")
    .replace("read blueprints", "lire des plans")
    .replace("cut tiles", "couper des carreaux"),
}
# The layout of 2017 has no code, status or scheme.
OLD = {
    "occupations_en.csv": (
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
        f"Occupation,{WELDER},7212,metal welder,welder,\n"
        f"Occupation,{TILER},7122,tile fitter,,\n"
        f"Occupation,{FITTER},7233,farm fitter,,\n"
    ),
    "skills_en.csv": (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,description\n"
        f"KnowledgeSkillCompetence,{WELD},skill/competence,x,weld metal,,\n"
        f"KnowledgeSkillCompetence,{READ},skill/competence,x,read blueprints,,\n"
        f"KnowledgeSkillCompetence,{CUT},skill/competence,x,cut tiles,,\n"
    ),
    "occupationSkillRelations.csv": NEEDS.replace(f"{WELDER},optional", f"{WELDER},essential"),
}
NEW = {
    "occupations_en.csv": OCCUPATIONS.replace(",code\n", ",code,naceCode\n").replace(",7212.3\n", ",7212.3,\n")
    .replace(",7122.6\n", ",7122.6,\n"),
    "skills_en.csv": SKILLS,
    "occupationSkillRelations_en.csv": (
        "occupationUri,occupationLabel,relationType,skillType,skillUri,skillLabel\n"
        f"{WELDER},welder,essential,skill/competence,{WELD},weld metal\n"
    ),
}  # fmt: skip
TABIYA = {
    "model_info.csv": "UUIDHISTORY,NAME,LOCALE,DESCRIPTION,VERSION,RELEASED\nu-0,Invented model,ZZ,,2.0,true\n",
    "occupation_groups.csv": (
        "ORIGINURI,ID,UUIDHISTORY,CODE,GROUPTYPE,PREFERREDLABEL,ALTLABELS,DESCRIPTION\n"
        f"{E}/isco/C7212,o1,u-1,7212,iscogroup,Welders and flame cutters,,\n"
    ),
    "occupations.csv": (
        "ORIGINURI,ID,UUIDHISTORY,OCCUPATIONGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION,DEFINITION,SCOPENOTE,"
        "REGULATEDPROFESSIONNOTE,OCCUPATIONTYPE,ISLOCALIZED\n"
        f"{WELDER},o1,u-2,7212,7212.3,welder,welder,,,,,escooccupation,false\n"
        ",o2,u-9\\nu-3,7212,7212_1,jua kali welder,,,,,,localoccupation,false\n"
    ).replace("\\n", "\n").replace("u-9\nu-3", '"u-9\nu-3"'),
    "skills.csv": (
        "ORIGINURI,ID,UUIDHISTORY,SKILLTYPE,REUSELEVEL,PREFERREDLABEL,ALTLABELS,DESCRIPTION,DEFINITION,SCOPENOTE,"
        f"ISLOCALIZED\n{WELD},s1,u-4,skill/competence,,weld metal,,,,,false\n"
    ),
    "skill_groups.csv": "ORIGINURI,ID,UUIDHISTORY,CODE,PREFERREDLABEL,ALTLABELS,DESCRIPTION\n,s1,u-5,S1,metal,,\n",
    "occupation_hierarchy.csv": (
        "PARENTOBJECTTYPE,PARENTID,CHILDID,CHILDOBJECTTYPE\n"
        "occupationgroup,o1,o1,escooccupation\nescooccupation,o1,o2,localoccupation\n"
    ),
    "skill_hierarchy.csv": "PARENTOBJECTTYPE,PARENTID,CHILDID,CHILDOBJECTTYPE\nskillgroup,s1,s1,skill\n",
    "occupation_to_skill_relations.csv": (
        "OCCUPATIONTYPE,OCCUPATIONID,RELATIONTYPE,SIGNALLINGVALUELABEL,SIGNALLINGVALUE,SKILLID\n"
        "escooccupation,o1,essential,,,s1\nlocaloccupation,o2,,high,0.9,s1\n"
    ),
    "skill_to_skill_relations.csv": "REQUIRINGID,RELATIONTYPE,REQUIREDID\n",
}  # fmt: skip
CROSSWALK = (
    "EURES mapping table;;;;\n"
    "Classification 1 URI;Classification 1 PrefLabel FR;Mapping relation;Classification 2 URI;"
    "Classification 2 PrefLabel\n"
    f"11573;Soudeur / Soudeuse à l'arc;skos:narrowMatch;{WELDER};welder\n"
    f"11573;Soudeur / Soudeuse à l'arc;skos:closeMatch;{E}/isco/C7212;Welders\n"
    f"10895;Carreleur / Carreleuse;skos:exactMatch;{TILER};tile fitter\n"
)
NATIONAL = (
    "code,isco08,label,language,alternative,esco_uri,match,is_regulated\n"
    f"B-1,7212,Schweißer/in,de,Schweisser|Lichtbogenschweißer,{WELDER},close,no\n"
    "B-1,7212,welder,en,,,,no\n"
    "B-2,2221,Pflegefachkraft,de,,,,yes\n"
)


def zipped(files: dict[str, str]) -> bytes:
    """Return the files packed together."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def write_zip(folder: Path, name: str, files: dict[str, str]) -> Path:
    """Write a zip and return where it is."""
    path = folder / name
    path.write_bytes(zipped(files))
    return path


def write_text(folder: Path, name: str, text: str) -> Path:
    """Write a table and return where it is."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
