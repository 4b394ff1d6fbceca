"""Word lists from which synthetic texts and invented names are put together.

Nothing here may end like a journal token (`2h`, `+1`, `#tag`), or it would be read as one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One kind of work: its titles from first to next, what it is busy with, for whom, its tags."""

    titles: tuple[str, str, str]
    things: tuple[str, ...]
    clients: tuple[str, ...]
    tags: tuple[str, ...]


FIELDS = (
    Field(
        ("Care assistant", "Nurse", "Ward coordinator"),
        ("the handover sheet", "the night plan", "the medication round", "the family talk",
         "the admission form", "the fall list", "the new lift", "the training corner"),
        ("the night team", "a worried family", "the ward", "the new helper", "the pharmacy"),
        ("listening", "documentation", "planning", "empathy", "teaching", "night-shift", "teamwork",
         "rounds", "ordering", "families", "handover", "wound-care"),
    ),
    Field(
        ("Shop assistant", "Shift lead", "Store manager"),
        ("the window display", "the stock count", "the returns shelf", "the till report",
         "the spring order", "the complaint book", "the rota", "the loyalty cards"),
        ("a regular", "the Saturday team", "the supplier", "the head office", "the trainee"),
        ("sales", "customer-service", "stocktaking", "rota", "negotiation", "displays", "hiring",
         "cashing-up", "complaints", "onboarding", "ordering", "teamwork"),
    ),
    Field(
        ("Junior developer", "Developer", "Team lead"),
        ("the login flow", "the nightly job", "the release notes", "the search page",
         "the old importer", "the test suite", "the on-call guide", "the data model"),
        ("the support desk", "the product owner", "the platform team", "a new colleague", "sales"),
        ("coding", "code-review", "debugging", "meetings", "mentoring", "data-analysis", "on-call",
         "writing", "estimation", "presenting", "pairing", "refactoring"),
    ),
    Field(
        ("Assistant teacher", "Teacher", "Head of year"),
        ("the reading hour", "the parents' evening", "the project week", "the seating plan",
         "the marking pile", "the class trip", "the homework club", "the timetable"),
        ("the fifth form", "two parents", "the staff room", "the caretaker", "a quiet pupil"),
        ("teaching", "marking", "conflict", "planning", "facilitation", "parents", "listening",
         "materials", "supervision", "storytelling", "admin", "trips"),
    ),
    Field(
        ("Driver", "Dispatcher", "Fleet planner"),
        ("the northern tour", "the tyre contract", "the loading plan", "the delay board",
         "the fuel report", "the night depot", "the route book", "the accident form"),
        ("the depot", "a late customer", "the workshop", "the drivers", "the port office"),
        ("driving", "route-planning", "paperwork", "negotiation", "problem-solving", "loading",
         "teamwork", "safety", "phone-calls", "onboarding", "spreadsheets", "maintenance"),
    ),
    Field(
        ("Kitchen hand", "Cook", "Kitchen manager"),
        ("the lunch menu", "the cold store", "the allergy list", "the tasting", "the wedding order",
         "the knife course", "the supplier visit", "the waste sheet"),
        ("the evening guests", "the bakery", "the service team", "the apprentice", "the canteen"),
        ("cooking", "planning", "hygiene", "teaching", "budgeting", "service", "ordering",
         "menus", "cleaning", "tasting", "delegation", "events"),
    ),
    Field(
        ("Office clerk", "Administrator", "Project coordinator"),
        ("the invoice run", "the filing room", "the travel form", "the board minutes",
         "the intake list", "the summer fair", "the budget sheet", "the welcome pack"),
        ("the finance office", "the director", "a volunteer", "the front desk", "the council"),
        ("admin", "writing", "planning", "budgeting", "meetings", "organising", "minutes",
         "facilitation", "spreadsheets", "events", "phone-calls", "stakeholders"),
    ),
    Field(
        ("Lab technician", "Research assistant", "Lab manager"),
        ("the sample log", "the freezer move", "the protocol", "the ethics form", "the poster",
         "the calibration", "the joint paper", "the student course"),
        ("the visiting group", "the statistics desk", "a doctoral student", "the safety officer"),
        ("analysis", "writing", "calibration", "research", "presenting", "ordering", "teaching",
         "cleaning", "documentation", "data-analysis", "safety", "grant-forms"),
    ),
)  # fmt: skip

LINES = {
    "win": (
        "Finished {thing} a day early",
        "Got {client} to agree on {thing}",
        "Made {thing} work without asking anybody",
        "Showed {thing} to {client} and they used it the same day",
        "Halved the steps of {thing}",
        "Heard from {client} that {thing} helped",
        "Led the talk about {thing} for the first time",
        "Wrote down {thing} so that others can do it",
    ),
    "lesson": (
        "Ask {client} about {thing} before starting",
        "Show a rough version of {thing} early",
        "Two small steps beat one plan for {thing}",
        "Never change {thing} on a Friday",
        "Say no to {client} sooner and kindly",
        "A list beats memory when it comes to {thing}",
    ),
    "did": (
        "Worked through {thing}",
        "Sorted {thing} once more",
        "Sat in a meeting about {thing}",
        "Stood in for a colleague at {thing}",
        "Answered questions of {client} about {thing}",
        "Prepared {thing} for {client}",
        "Cleaned up after {thing}",
        "Copied {thing} from one form into another",
    ),
    "note": (
        "Thinking about {thing} on the way home",
        "Somebody should own {thing}",
        "Noticed how {client} talk about {thing}",
        "Quiet day apart from {thing}",
    ),
    "try": ("first draft shown to {client}", "small step after dinner", "asked {client} for a view",
            "sorted notes and threw half away", "second version done"),
    "met": (
        "coffee, talked about {thing}",
        "asked for advice on {thing}",
        "lunch, compared notes on {thing}",
        "call, gave a hand with {thing}",
        "walk, heard how others do {thing}",
        "introduced me to {client}",
    ),
    "brief": ("said hello in the corridor", "short chat at the door", "nodded across the yard"),
    "feedback": ("be briefer in the morning round", "praise sooner and in front of others",
                 "say what you need by when", "leave room for questions", "write the decision first"),
    "action": ("one-line summary on top", "name one thing that went well each week",
               "put a date into every request", "wait five breaths before the next point"),
    "detail": ("It took longer than it looks.", "The old way is still in the cupboard.",
               "They liked the plain version best.", "To be looked at again in spring.",
               "Slept on it first."),
    "own": ("buy bread and stamps", "call the landlord", "swap the tyres", "library books back"),
}  # fmt: skip

IMPACTS = ("{a} -> {b} minutes a week", "{b} -> {a} people", "{a} new requests", "{b} pages saved",
           "nobody has to ask twice", "the backlog is gone")  # fmt: skip
TOPICS = ("Plain Words", "The Second Draft", "Quiet Rooms", "Numbers by Hand", "Asking Well",
          "The Long Shift", "Small Maps", "First Principles of Tea", "Working Backwards Home",
          "The Patient Ledger", "Half a Plan", "Borrowed Ladders", "What the Table Said",
          "Slow Questions", "A Shelf of Lists", "Leaving Early", "The Useful Pause",
          "Bridges in Fog", "Enough Rope", "Letters to a Foreman")  # fmt: skip
FORMS = ("podcast", "course", "workshop", "practice", "book", "mentoring")
EVENINGS = ("tech-free evening", "no work mail after seven", "home before eight")
REASONS = ("the team was short", "an exam moved", "a child was ill", "the budget came late",
           "it was larger than it looked", "another task came first")  # fmt: skip
PAUSES = ("summer holiday", "family time", "away in the mountains", "visiting relatives",
          "painting the flat")  # fmt: skip
LONG_PAUSES = ("parental leave", "sick leave", "unpaid leave for a course")
SEASONS = ("Learn the trade", "Earn and sleep", "Ask more people", "One thing at a time",
           "Hold the line", "A year of small experiments")  # fmt: skip

GOALS = (
    ("next-role", "Grow into the next role", ("ask-for-a-talk", "shadow-two", "hand-in-papers")),
    ("certificate", "Pass the certificate", ("enrol", "half-way-test", "mock-exam", "final-exam")),
    ("own-process", "It runs without me", ("first-draft", "trial-month", "handed-over")),
    ("show-the-work", "Show the work", ("collect-pieces", "first-page", "ask-three-readers")),
    ("wider-circle", "Know more people", ("list-of-ten", "first-five", "visit-one-team")),
    ("calmer-weeks", "Calmer weeks", ("drop-one-duty", "swap-a-shift", "fixed-evening")),
    ("teach-it", "Teach what I know", ("outline", "first-hour", "second-group")),
    ("money-buffer", "Three months of buffer", ("first-month", "second-month", "third-month")),
)
PROJECTS = (
    ("weekend-blog", "A blog about the trade", "Does anybody read on after the third post?"),
    ("repair-table", "A repair table at the market", "Do people come back with a second thing?"),
    ("small-course", "An evening course for beginners", "Do six people pay for four evenings?"),
    ("photo-walks", "Photo walks on Sundays", "Do I still like it when others come along?"),
    ("tool-library", "A tool library in the yard", "Do neighbours bring things back?"),
    ("local-guide", "A printed guide of the quarter", "Does one shop put it on its counter?"),
)
VALUES = ("learning", "family", "security", "honesty", "being useful", "freedom", "craft", "health")
QUESTIONS = (
    "What should I stop doing?",
    "Whom do you think I should meet?",
    "What would you have liked to know at this point?",
    "Where do you see me hold back?",
    "Which of my habits will not scale?",
    "What is a fair next step for a year like this?",
)
CHOICES = ("stay", "shape", "shift")
RELATIONS = ("colleague", "boss", "former colleague", "friend", "customer", "neighbour")

FIRST_NAMES = (
    "Ada", "Amir", "Anouk", "Basia", "Bela", "Bram", "Chidi", "Dana", "Dario", "Edda", "Emre", "Farah",
    "Finn", "Gita", "Hanne", "Ines", "Ivo", "Jarek", "Jonna", "Kaya", "Kofi", "Lale", "Leif", "Mila",
    "Nadim", "Noor", "Oskar", "Paola", "Pim", "Quinn", "Rania", "Ravi", "Sanna", "Sefa", "Tove", "Umar",
    "Vera", "Wanja", "Xenia", "Yuki", "Zora", "Zoë", "Søren", "Łucja",
)  # fmt: skip
LAST_STARTS = ("Aber", "Bran", "Cole", "Dorn", "Elm", "Fars", "Grim", "Hald", "Ister", "Jol", "Kest",
               "Lor", "Mern", "Nord", "Ost", "Pell", "Quar", "Rand", "Solv", "Tarn", "Ulm", "Wend")  # fmt: skip
LAST_ENDS = ("ander", "bek", "dahl", "ero", "feld", "gard", "imov", "ick", "lund", "mann", "oglu",
             "quist", "rani", "sky", "tor", "vik", "wala", "yama", "zic", "øy")  # fmt: skip
ORG_STARTS = ("Brookmere", "Kanalhof", "Northgate", "Seven Lamps", "Altmarkt", "Riverbend", "Linden",
              "Harbour", "Stonefield", "Weststrand")  # fmt: skip
ORG_ENDS = ("Works", "Clinic", "School", "Stores", "Logistics", "Kitchen", "Institute", "Guild")
ZONES = ("Europe/Berlin", "Europe/London", "Europe/Helsinki", "America/New_York", "America/Sao_Paulo",
         "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo", "Africa/Lagos", "Australia/Sydney",
         "Pacific/Auckland", "UTC")  # fmt: skip
