"""Closed lists of English words that the gate goes by: how a sentence negates, says, helps its verbs and compares."""

from __future__ import annotations

from ingest.words import STOP_WORDS, stem


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPEECH = _listed("""
    said say says saying told tell tells added adds noted notes noting warned warns argued argues believe believes
    believed announced announces stressed stresses insisted insists explained explains wrote writes confirmed confirms
    claimed claims called calls expects expect expected pledged pledges suggested suggests stated states spoke
    speaks commented describe describes described vowed vows thinks think thought
""")
"""Verbs by which a sentence says whose words it gives."""

CALLS = _listed("call calls called calling")
"""Those of them that demand, before "for"."""

TRANSITIVE = _listed("told tell tells called calls describe describes described")
"""Those of them that never stand before their speaker."""

EVIDENCE = _listed("show shows showed shown indicate indicates indicated reveal reveals revealed")
"""Verbs by which data speak."""

NEGATORS = _listed("""
    no not never none nobody nothing neither nor without cannot hardly rarely barely seldom scarcely unlikely lack lacks
    lacked lacking absence deny denies denied refuse refuses refused fail fails failed reject rejects rejected unable
    nicht kein keine keinen keiner nie niemals ohne pas jamais aucun aucune sans nunca ningún ninguna jamás não sem
    niet geen nooit zonder non mai nessun nessuna senza
""")
"""Words that turn what follows into its opposite, in English and its neighbours."""

NOMINAL = _listed("no none without lack lacks lacked lacking absence neither nor")
"""Negations of a noun: they reach no further than to the verb."""

PASSIVE = _listed("is are was were be been being")
"""Auxiliaries of the passive."""

AUXILIARIES = PASSIVE | _listed("will would may might can could should must has have had did do does")
"""Words that a verb follows."""

PREPOSITIONS = _listed("of at for from in with on by to about into that who which")
"""Words at which the head of a phrase ends."""

PRONOUNS = _listed("it he she they we i you this that these those")
"""Words that stand for who does something."""

DETERMINERS = _listed("a an the its his her their this that these those all some no it him them")
"""Words with which an object begins, or that are one."""

LIGHT = (
    STOP_WORDS
    | SPEECH
    | _listed("""
        according across against although among another around because become becomes becoming became between both come
        comes despite due during each either else ever every get gets given gives give go goes going got however itself
        like made make makes making many may might must nor onto per put rather several shall since still such take
        takes taken taking themselves therefore though through throughout thus together too toward towards total upon
        us used using various via way well were whether within without words yet
    """)
)
"""Words that bear nothing out."""

IRREGULAR = {
    past: line.split()[0]
    for line in """
        become became;begin began begun;bring brought;buy bought;build built;catch caught;choose chose chosen
        deal dealt;draw drew drawn;drive drove driven;fall fell fallen;feel felt;fight fought;find found;give gave given
        get got;grow grew grown
        hold held;keep kept;know knew known;lead led;leave left;lend lent;lose lost;make made
        mean meant;meet met;pay paid;run ran;rise rose risen;see saw seen
        sell sold;send sent;shoot shot;speak spoke spoken
        spend spent;stand stood;steal stole stolen;strike struck;teach taught;take took taken;win won
        write wrote written
        withdraw withdrew withdrawn;break broke broken;beat beat beaten;cut cut;hit hit;hurt hurt;let let;put put
        set set;shut shut
    """.replace("\n", ";").split(";")
    if line.split()
    for past in line.split()[1:]
}
"""The verb of each irregular past."""

OPPOSITES = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        (
            "rise rose risen increase grow grew growth gain climb soar jump more higher strengthen strong stronger "
            "tighten tight tougher toughen enhance expand widen raise boost improve better",
            "fall fell fallen decrease decline drop shrink shrank plunge tumble slide slid less fewer lower "
            "weaken weak weaker ease loosen loose relax reduce narrow cut worsen worse lose lost",
        ),
        ("high highest top", "low lowest bottom"),
        ("most best maximum", "least worst minimum"),
        ("before earlier ahead prior", "after later following since"),
        ("early", "late mid"),
        ("support back favour favor approve welcome praise", "oppose reject resist criticise criticize blame condemn"),
        ("allow permit legalise legalize", "ban prohibit forbid block outlaw"),
        ("begin began start open launch continue remain keep kept resume", "end close finish stop halt"),
        ("always often", "rarely seldom never"),
        ("win won beat", "lose lost"),
        ("buy bought acquire", "sell sold divest"),
        ("large big larger bigger", "small little smaller"),
        ("first", "last"),
        ("profit", "loss"),
        ("import", "export"),
        ("accept agree", "refuse decline disagree"),
        ("convict guilty condemn", "acquit clear exonerate innocent"),
        ("pass adopt sign", "veto reject"),
        ("arrest detain jail imprison", "release free"),
        ("hire appoint elect", "fire dismiss sack oust resign"),
        ("alive survive save rescue", "dead die kill"),
        ("attack", "defend"),
        ("open reopen", "close shut"),
        ("uphold upheld confirm", "overturn quash annul"),
        ("arrive enter join", "leave left quit exit"),
        ("north northern", "south southern"),
        ("east eastern", "west western"),
        ("male man men boy", "female woman women girl"),
    )
)
"""Stems of words that say the opposite of each other; a closed list of what news measures and orders."""
