"""Places: countries by ISO 3166-1 alpha-3 code, and the pair of countries that a corridor joins."""

from dataclasses import dataclass
from typing import Final, Self

from corridor.kernel.errors import N_, InputError

# The 249 entries of ISO 3166-1 as alpha-3:alpha-2, and Kosovo by the user-assigned codes that are customary.
_PAIRS: Final = """
    ABW:AW AFG:AF AGO:AO AIA:AI ALA:AX ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ASM:AS ATA:AQ ATF:TF ATG:AG AUS:AU
    AUT:AT AZE:AZ BDI:BI BEL:BE BEN:BJ BES:BQ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS BIH:BA BLM:BL BLR:BY BLZ:BZ
    BMU:BM BOL:BO BRA:BR BRB:BB BRN:BN BTN:BT BVT:BV BWA:BW CAF:CF CAN:CA CCK:CC CHE:CH CHL:CL CHN:CN CIV:CI
    CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM CPV:CV CRI:CR CUB:CU CUW:CW CXR:CX CYM:KY CYP:CY CZE:CZ DEU:DE
    DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER ESH:EH ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FLK:FK
    FRA:FR FRO:FO FSM:FM GAB:GA GBR:GB GEO:GE GGY:GG GHA:GH GIB:GI GIN:GN GLP:GP GMB:GM GNB:GW GNQ:GQ GRC:GR
    GRD:GD GRL:GL GTM:GT GUF:GF GUM:GU GUY:GY HKG:HK HMD:HM HND:HN HRV:HR HTI:HT HUN:HU IDN:ID IMN:IM IND:IN
    IOT:IO IRL:IE IRN:IR IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JEY:JE JOR:JO JPN:JP KAZ:KZ KEN:KE KGZ:KG KHM:KH
    KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV
    MAC:MO MAF:MF MAR:MA MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN
    MNP:MP MOZ:MZ MRT:MR MSR:MS MTQ:MQ MUS:MU MWI:MW MYS:MY MYT:YT NAM:NA NCL:NC NER:NE NFK:NF NGA:NG NIC:NI
    NIU:NU NLD:NL NOR:NO NPL:NP NRU:NR NZL:NZ OMN:OM PAK:PK PAN:PA PCN:PN PER:PE PHL:PH PLW:PW PNG:PG POL:PL
    PRI:PR PRK:KP PRT:PT PRY:PY PSE:PS PYF:PF QAT:QA REU:RE ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG
    SGS:GS SHN:SH SJM:SJ SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SPM:PM SRB:RS SSD:SS STP:ST SUR:SR SVK:SK SVN:SI
    SWE:SE SWZ:SZ SXM:SX SYC:SC SYR:SY TCA:TC TCD:TD TGO:TG THA:TH TJK:TJ TKL:TK TKM:TM TLS:TL TON:TO TTO:TT
    TUN:TN TUR:TR TUV:TV TWN:TW TZA:TZ UGA:UG UKR:UA UMI:UM URY:UY USA:US UZB:UZ VAT:VA VCT:VC VEN:VE VGB:VG
    VIR:VI VNM:VN VUT:VU WLF:WF WSM:WS XKX:XK YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW
"""

ISO2_OF: Final[dict[str, str]] = dict(pair.split(":") for pair in _PAIRS.split())
ISO3_OF: Final[dict[str, str]] = {iso2: iso3 for iso3, iso2 in ISO2_OF.items()}
ISO3_CODES: Final[frozenset[str]] = frozenset(ISO2_OF)

KOSOVO: Final = "XKX"
KOSOVO_NOTE: Final = N_(
    "References to Kosovo are understood in the context of United Nations Security Council resolution 1244 (1999)."
)


class Iso3(str):
    """A country by its ISO 3166-1 alpha-3 code; Kosovo is XKX. It is a string: it sorts, hashes and stores as one.

    >>> Iso3("MAR").iso2
    'MA'
    >>> Iso3("MAR") == "MAR"
    True
    """

    __slots__ = ()

    def __new__(cls, code: str, *, field: str = "iso3") -> Self:
        if code not in ISO3_CODES:
            raise InputError(
                N_('"%(code)s" is not a country code of ISO 3166-1 alpha-3.'),
                hint=N_("Use three capital letters, such as MAR or DEU; Kosovo is XKX."),
                field=field,
                params={"code": code},
            )
        return super().__new__(cls, code)

    @classmethod
    def from_iso2(cls, code: str, *, field: str = "iso2") -> Self:
        """Return the country of a two-letter code.

        >>> Iso3.from_iso2("BE")
        'BEL'
        """
        if code not in ISO3_OF:
            raise InputError(
                N_('"%(code)s" is not a country code of ISO 3166-1 alpha-2.'),
                hint=N_("Use two capital letters, such as MA or DE; Kosovo is XK."),
                field=field,
                params={"code": code},
            )
        return cls(ISO3_OF[code])

    @property
    def iso2(self) -> str:
        """The two-letter code of the country."""
        return ISO2_OF[self]

    @property
    def note(self) -> str:
        """What must stand beside the name of the country: the note on Kosovo, otherwise nothing."""
        return KOSOVO_NOTE if self == KOSOVO else ""


@dataclass(frozen=True, slots=True, order=True)
class CorridorPair:
    """A country of origin and a country of destination; the way between them has a direction.

    >>> str(CorridorPair.of("MAR", "BEL"))
    'MAR-BEL'
    """

    origin: Iso3
    destination: Iso3

    def __post_init__(self) -> None:
        if self.origin == self.destination:
            raise InputError(
                N_("Origin and destination are the same country, %(iso3)s."),
                hint=N_("A corridor joins two countries: choose another origin or another destination."),
                field="destination",
                params={"iso3": self.origin},
            )

    @classmethod
    def of(cls, origin: str, destination: str) -> Self:
        """Return the pair of two codes, each checked."""
        return cls(Iso3(origin, field="origin"), Iso3(destination, field="destination"))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the pair written as `MAR-BEL`.

        >>> CorridorPair.parse("TUN-DEU").destination
        'DEU'
        """
        origin, dash, destination = text.strip().partition("-")
        if not dash:
            raise InputError(
                N_('"%(text)s" does not name a corridor.'),
                hint=N_("Write origin and destination with a hyphen between them, such as MAR-BEL."),
                field="corridor",
                params={"text": text},
            )
        return cls.of(origin, destination)

    @property
    def reversed(self) -> Self:
        """The way back."""
        return type(self)(self.destination, self.origin)

    def __str__(self) -> str:
        return f"{self.origin}-{self.destination}"
