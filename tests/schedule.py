"""Where several tests run at once: which stay in one process, and which begin."""

from xdist.scheduler import LoadScopeScheduling

KILLS = "tests/test_kills.py"
FITTING = "tests/understanding/test_fitting.py"
BROWSER = "tests/simulator/test_browser.py"
# Much is prepared in each of these, once for all of its tests.
TOGETHER = (
    BROWSER,
    "tests/understanding/test_seconds.py",
    "tests/understanding/test_understanding.py",
    "tests/test_another_agency.py",
    "tests/dialogue/test_sentences.py",
)


def group(test: str) -> str:
    """The tests that a test stays with; itself if it may run anywhere."""
    file, _, name = test.partition("::")
    if file == BROWSER:
        # A browser and a hotline to be killed for each size of the window.
        return f"{file} at {'a desk' if '[a desk' in name else 'a phone'}"
    return file if file in TOGETHER else test


def rank(test: str) -> int:
    """Those that wait the longest begin, and those that many stay with are next."""
    file = test.partition("::")[0]
    return 0 if file in (KILLS, FITTING) else 1 if file in TOGETHER else 2


class Schedule(LoadScopeScheduling):
    """Hands out one group after another, in their order.

    xdist's own groups, by a mark, need an attribute that pytest 9.2 no longer has.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
