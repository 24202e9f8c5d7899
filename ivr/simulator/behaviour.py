"""What Twilio's documentation leaves open, as settings of the switch."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Behaviour:
    """What is not documented, or depends on the account; each is tried both ways.

    Calls. ``speech_barges``: whether words end what a Gather is saying, where its
    bargeIn does not say. ``empty_passes``: whether an answer without a body is an
    empty page, or a fault. ``speaks_plain_text``: whether text/plain is spoken and
    ends the call (an older page of the documentation), or is a fault.
    ``call_cookies``: whether cookies come back for as long as a call lasts.

    Lines. ``declined_status``: DialCallStatus when the called side hung up on the
    brief. ``tells_bridged``: whether DialBridged is sent at all.
    ``star_while_ringing``: whether the caller's star stops a line still ringing;
    ``stopped_status``: DialCallStatus when it did.
    ``whisper_fallback``: whether a brief that cannot be fetched tries the fallback.
    ``rings_on``: whether a line goes on ringing when the caller has hung up.

    Texts. ``stops_with_full_stop``: whether "Stop." opts out as "Stop" does.
    ``helps``: whether the carrier answers HELP and INFO itself; ``passes_help``:
    whether these reach the hotline. ``advanced_opt_out``: OptOutType is told, and a
    text to somebody who opted out is taken and fails later. ``toll_free``: YES does
    not undo STOP.

    ``unannounced``: fields that every request carries besides, such as msg and
    StirVerstat: Twilio adds fields without notice.
    """

    speech_barges: bool = True
    empty_passes: bool = True
    speaks_plain_text: bool = True
    call_cookies: bool = True
    declined_status: str = "completed"
    tells_bridged: bool = True
    star_while_ringing: bool = False
    stopped_status: str = "no-answer"
    whisper_fallback: bool = False
    rings_on: bool = False
    stops_with_full_stop: bool = False
    helps: bool = False
    passes_help: bool = True
    advanced_opt_out: bool = False
    toll_free: bool = False
    unannounced: Mapping[str, str] = field(default_factory=dict)
