"""The account's one number, as the REST API shows and changes it.

twilio.com/docs/phone-numbers/api/incomingphonenumber-resource. What is set here is
what the switch goes by: where calls and texts are sent, and where failures are.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.simulator.world import World

# The API's parameter, its name in JSON, and what the switch goes by.
ADDRESSES = {
    "VoiceUrl": ("voice_url", "voice_url"),
    "VoiceFallbackUrl": ("voice_fallback_url", "voice_fallback_url"),
    "SmsUrl": ("sms_url", "sms_url"),
    "SmsFallbackUrl": ("sms_fallback_url", "sms_fallback_url"),
    "StatusCallback": ("status_callback", "status_url"),
}
KEPT = {
    "FriendlyName": "friendly_name",
    "VoiceMethod": "voice_method",
    "VoiceFallbackMethod": "voice_fallback_method",
    "SmsMethod": "sms_method",
    "SmsFallbackMethod": "sms_fallback_method",
    "StatusCallbackMethod": "status_callback_method",
    "VoiceApplicationSid": "voice_application_sid",
    "SmsApplicationSid": "sms_application_sid",
    "TrunkSid": "trunk_sid",
}
CREATED = "Thu, 01 Jan 2026 00:00:00 +0000"


@dataclass
class Number:
    """The hotline's number in this world."""

    world: World
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def sid(self) -> str:
        """The same for the same account and number."""
        about = f"{self.world.account_sid} {self.world.hotline_number}".encode()
        return "PN" + hashlib.sha256(about).hexdigest()[:32]

    def change(self, form: Mapping[str, str]) -> None:
        """Set what a request names, and leave the rest."""
        for parameter, (_, attribute) in ADDRESSES.items():
            if parameter in form:
                setattr(self.world, attribute, form[parameter])
        for parameter, name in KEPT.items():
            if parameter in form:
                self.kept[name] = form[parameter]

    def written(self) -> dict[str, Any]:
        """In Twilio's JSON shape."""
        account = self.world.account_sid
        numbers = f"/2010-04-01/Accounts/{account}/IncomingPhoneNumbers"
        methods = {name: "POST" for name in KEPT.values() if name.endswith("_method")}
        return {
            "account_sid": account,
            "address_sid": None,
            "address_requirements": "none",
            "api_version": "2010-04-01",
            "beta": False,
            "bundle_sid": None,
            "capabilities": {"fax": False, "mms": True, "sms": True, "voice": True},
            "date_created": CREATED,
            "date_updated": CREATED,
            "emergency_address_sid": None,
            "emergency_address_status": "unregistered",
            "emergency_status": "Inactive",
            "friendly_name": self.world.hotline_number,
            "identity_sid": None,
            "origin": "twilio",
            "phone_number": self.world.hotline_number,
            "sid": self.sid,
            "sms_application_sid": None,
            "status": "in-use",
            "trunk_sid": None,
            "type": None,
            "uri": f"{numbers}/{self.sid}.json",
            "voice_application_sid": None,
            "voice_caller_id_lookup": False,
            "voice_receive_mode": "voice",
            **methods,
            **{json: getattr(self.world, own) for json, own in ADDRESSES.values()},
            **self.kept,
        }
