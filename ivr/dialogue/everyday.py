"""Names, days, numbers and streets, for `ivr.dialogue.masking`: never kept.

They are the language's, whatever the protocol; the plain words that may be kept
stand in prompts/words.yaml, under everyday.
"""

NAMES = frozenset(
    """
    abel adam alex alexa amber andy angel angela anita anna anne annie april archer
    archie art arthur ash ashley aspen aubrey august aurora austin autumn ava avery
    axel bailey baker barb basil bella ben benny berry bess beth betsy betty bill
    billy birdie bishop blair blake blaze blossom blue bo bob bobby bonny booker
    boone brad brady brandy bree brett briar brook brooke brooks buck buster butch
    cal candy carmen carol carrie carson carter cash celeste chance chandler charity
    charlie chase cherry chip christian chuck cindy claire clark clay cleo cliff
    clover cody colby cole colt connie cooper coral corey cory cruz crystal daisy
    dale dan dana dane daniel darcy dave david dawn dean deb dee delta denver
    destiny dewey dex diamond diana dick dixie dolly dominic don doug douglas drake
    drew duke dusty earl earnest easter eddie eden edith ella elle ellen elliot
    ellis emma eric erica ernest essence evan eve faith fanny farber fawn faye
    felicity fern finn fletcher flo flora florence ford forest frances
    francis frank frankie fred gabe gale gary gay gene genesis george georgia gil
    gina ginger ginny glen glory grace grant gray greg gus hale hall hank happy
    harley harmony harper harrison harry hattie haven hazel heath heather heaven
    heidi helen henry herb holly honest honey hope hugh hugo hunter ian ida iris
    isle ivory ivy jack jackie jade jake james jan jane jasmine jason jasper jay
    jean jeff jenny jerry jess jesse jessie jesus jet jewel jill jim jimmy jo joe
    joey john jon jonah jordan josh journey joy juan jude judy jules julie june
    justice justin kane karen karma kat kate katie kay keith kelly ken kenny kent
    kim king kris kurt kyle lacey lake lance lane larry laura laurel lauren lee
    leigh leo les liberty lila lily lincoln linda lisa liz logan lola london loren
    lou love lucas lucky lucy luke luna lynn mac mack maddy madison mae maggie magic
    malik mandy marc marcus maria mariah marina mario mark marlin marlow marquis
    marsh marshall martin marvin mary mason mat matt maverick max maxwell may maya
    melissa melody mercedes mercy merry mia michael mick mickey mike miles milo mimi
    mindy minnie misty mitch mo molly monica monty morgan moses myles nan nancy nash
    nat natalie nate neil nevada nick nicky nico nicole noah noble noel nola nora
    norm norma octavia olive oliver omar opal oscar otto owen page paige pam paris
    parker pat patience patrick patsy patty paul peace pearl peg peggy penny pepper
    percy perry pete peter petra phil phoenix pierce piper polly poppy porter
    precious preston price prince princess promise queen quincy rain ralph ramon
    randy raven ray reagan reed reese reggie reginald rene rex rich richard rick
    ricky riley rio rip rita river rob robert robin rocco rock rocky rod roger roman
    romeo ron ronnie roosevelt rory rosa rose rosemary rosie ross roy royal ruby
    rudy russ rusty ruth ryan sage sal sally sam sammy sandy santa sara sarah
    savannah sawyer scarlet scott scout sean serenity shane shannon shawn shay
    shelby shell shelly sherry sierra sky skye skylar smith sol sonny sophia spencer
    stacy star stella steph sterling steve stew storm stormy stu sue sugar summer
    sun sunny sunshine susan tad talon tammy tanner taylor ted temple terry tess tex
    theo tiffany tim timber timothy tina toby tom tommy toni tony tracy travis
    treasure trent trevor trey trinity tripp trish troy tucker ty tyler val
    valentine van vance velvet vera vern vicky victor victoria vince viola violet
    virginia wade walker wallace wally walt wanda ward warren wayne wendy wes wesley
    wilder will willie willow winter woody wren xavier yolanda york zach zack zane
    zeke zion zoe
    """.split()
)
"""Given names that are words too, or are near one: never kept, whoever uses them."""

SURNAMES = frozenset(
    """
    banks bell best black block bolt bond brown bush call card care case church
    clear cook court cross current day deal dial doll early farmer fields fish fox
    friend gold good green guess hand handy head held high hill hook hope house
    human hunt just key kind king lane law left light little long lord love main man
    march marks mean miner minor more nation new null park parks peace person pick
    pitt place poor pope power pretty prior proper quick reach read rice right rush
    safe savage sea second sell shade sharp shore short show sides sign small snow
    speak still stone street strong summers sweet swift trick true turner walk wall
    waters way weeks west white wise wood woods work worth young younger
    """.split()
)
"""Family names that are words too: kept, but not after another name."""

DAYS = frozenset(
    """
    apr april aug august christmas dec december easter feb february fri friday
    halloween jan january jul july jun june mar march may mon monday nov november
    oct october sat saturday sep sept september sun sunday thanksgiving thu thur
    thurs thursday tue tues tuesday wed wednesday
    """.split()
)

NUMBERS = frozenset(
    """
    double dozen eight eighteen eighth eighties eighty eleven fife fifteen fifth
    fifties fifty first five forties forty four fourteen fourth fourty fower half
    hundred hundreds million nine niner nineteen nineties ninety ninth oh one
    quarter second seven seventeen seventh seventies seventy six sixteen sixth
    sixties sixty teens ten tenth third thirteen thirties thirty thousand thousands
    three thrice tree triple twelve twenties twenty twice two zero
    """.split()
) | frozenset("uno dos tres cuatro cinco seis siete ocho nueve diez cero".split())
SOUND_LIKE_NUMBERS = frozenset("to too for fore won ate tin sex nein".split())
"""What a recogniser prints for numbers: taken for one beside another number."""

SPELLED = frozenset(
    """
    adam alfa alpha boy bravo charles charlie david delta echo edward foxtrot frank
    george golf henry hotel ida india john juliet juliett kilo king lima lincoln
    mary mike nora november ocean oscar papa paul quebec queen robert romeo sam
    sierra tango tom uniform union victor whiskey william xray yankee young zebra
    zulu
    """.split()
)
"""How letters are spelled on the radio: a plate, or a name."""

TELL_A_NAME = frozenset(
    """
    aka alias captain cashapp deputy detective dob facebook firstname handle insta
    instagram lastname license lt miss mr mrs ms name named names nicknamed ofc ofcr
    plate plates registration sarge sergeant sgt snap snapchat surname tag tiktok
    trooper username venmo vin whatsapp
    """.split()
)
"""What follows may be a name, a plate, a handle or a date, whatever it looks like."""

STREETS = frozenset(
    """
    alley apartment apt ave avenue blvd boulevard bridge highway hwy lane ln parkway
    pkwy rd road street suite
    """.split()
)
MAYBE_STREETS = frozenset(
    "st dr drive ct court pl place way trail circle terrace square room unit".split()
)
"""Streets where a number stands before them, and other things where none does."""
