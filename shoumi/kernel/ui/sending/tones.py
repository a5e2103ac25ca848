"""How the state of a receipt looks."""

from shoumi.kernel.ui.components import Tone

RECEIPT_TONES = {
    "queued": Tone.NEUTRAL,
    "sent": Tone.NEUTRAL,
    "opened": Tone.WAITING,
    "done": Tone.GOOD,
    "declined": Tone.BAD,
    "expired": Tone.BAD,
    "withdrawn": Tone.NEUTRAL,
}
