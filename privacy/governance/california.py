"""California Education Code 49073.6 line by line: what it asks, how sure we are of its words, where it is done.

`read` says whether the subdivision was read word for word; the others agree with the Legislative Counsel's
digest and a law firm's summary and must be read again before anyone quotes them. Not legal advice.
"""

from dataclasses import dataclass

from privacy.governance.rule import Part

SOURCE = "California Education Code 49073.6 (AB 1442, Statutes of 2014, chapter 799)"
LEGISLATURE = (
    "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=EDC&sectionNum=49073.6"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `parts`: those of the adoption record that answer it; `page`: the name of the page that does."""

    cite: str
    asks: str
    read: bool
    done: str
    parts: tuple[Part, ...] = ()
    page: str = ""
    yours: bool = False
    """The district does it, outside this program."""


LINES: tuple[Line, ...] = (
    Line(
        "(a)(2)",
        "Social media is meant broadly: messages, mail and accounts count too.",
        read=True,
        done="Only public posts of the sources that you configured are read; no message, no mail between people, no account, no password.",
    ),
    Line(
        "(b)",
        "Before adopting a program, notify pupils and their parents or guardians that it is proposed.",
        read=True,
        done="No source is read until both notices are recorded, dated no later than the meeting.",
        parts=(Part.NOTICE_PUPILS, Part.NOTICE_PARENTS),
    ),
    Line(
        "(b)",
        "Give an opportunity for public comment at a regularly scheduled public meeting of the board before adoption.",
        read=True,
        done="No source is read until the meeting and, on or after its day, a vote for adoption are recorded.",
        parts=(Part.MEETING, Part.VOTE),
    ),
    Line(
        "(c)(1)",
        "“Gather or maintain only information that pertains directly to school safety or to pupil safety.”",
        read=True,
        done="What is not near a school, or not flagged for self-harm, violence or bullying, never leaves the encrypted stream and cannot be read after 24 hours. Criticism, protest, religion and politics are not risks; tests hold this.",
    ),
    Line(
        "(c)(2)",
        "Give a pupil access to any information about the pupil, and an opportunity to correct or delete it.",
        read=True,
        done="The privacy officer answers such requests, with a second person and a deadline; deletion destroys the item's key.",
        page="rights",
    ),
    Line(
        "(c)(3)(A)",
        "Destroy it within one year after the pupil turns 18, or within one year after the pupil is no longer enrolled, whichever comes first.",
        read=False,
        done="`firstbell roster import` dates it for items that are marked with a pupil; the clock destroys them and writes a certificate.",
    ),
    Line(
        "(c)(3)(B)",
        "Notify each parent or guardian of a pupil subject to the program that information is gathered and will be destroyed, how to access it, and how to ask for its removal or correction.",
        read=False,
        done="The notice to parents can be recorded only with the statement that it says all of this.",
        parts=(Part.NOTICE_PARENTS,),
    ),
    Line(
        "(c)(3)(C)",
        "A contract with a third party bars other use and any sale or sharing, has everything destroyed when the contract is satisfied, and a pupil's information when the pupil turns 18 or leaves.",
        read=False,
        done="Nothing is shared by the program. At a contract's end `firstbell destroy --everything` destroys all of it and writes the proof. The contract itself is the district's.",
        yours=True,
    ),
)
