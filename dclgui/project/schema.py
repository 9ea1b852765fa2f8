"""The tables of ``project.sqlite``."""

VERSION = 13
"""Stored in ``PRAGMA user_version``; a file of a later version is refused."""


def _append_only(*tables: str, because: str = "the journal is append-only") -> tuple[str, ...]:
    """Triggers that refuse to change or delete a row of ``tables``."""
    return tuple(
        f"""CREATE TRIGGER {table}_keep_on_{verb} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{because}'); END"""
        for table in tables
        for verb in ("UPDATE", "DELETE")
    )


_EXCLUSIONS = (
    # Columns as in ``steps``; one step excludes or includes images.
    """CREATE TABLE exclusion_steps (
        step INTEGER PRIMARY KEY,
        act TEXT NOT NULL CHECK (act IN ('decide', 'undo', 'redo')),
        decided INTEGER NOT NULL,
        who TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE exclusions (
        id INTEGER PRIMARY KEY,
        step INTEGER NOT NULL REFERENCES exclusion_steps,
        domain TEXT NOT NULL REFERENCES domains,
        path TEXT NOT NULL,  -- the image's identity, for a new scan may move it to another row
        row INTEGER NOT NULL CHECK (row >= 0),  -- where it was then
        before INTEGER NOT NULL,
        after INTEGER NOT NULL
    )""",
    "CREATE INDEX exclusions_by_path ON exclusions (domain, path, id)",
    "CREATE INDEX exclusions_by_step ON exclusions (step)",
    *_append_only("exclusion_steps", "exclusions"),
)

_ANSWERS = (
    # [N] int32 of each target row's stratum, compressed; empty for a draw of version 2.
    "ALTER TABLE audit_draws ADD COLUMN strata BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE audit_draws ADD COLUMN spent_at TEXT",  # when its answers became decisions
    "ALTER TABLE audit_sample ADD COLUMN core INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE audit_answers (
        id INTEGER PRIMARY KEY,
        draw INTEGER NOT NULL REFERENCES audit_draws,
        row INTEGER NOT NULL CHECK (row >= 0),
        verdict TEXT,  -- NULL takes the answer back
        label INTEGER,
        who TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    "CREATE INDEX audit_answers_by_row ON audit_answers (draw, row, id)",
    *_append_only("audit_answers"),
)

_LEARNING = (
    """CREATE TABLE refinements (
        first INTEGER PRIMARY KEY CHECK (first >= 1),  -- its first round
        last INTEGER NOT NULL CHECK (last >= first),  -- the round at which the project is done
        at TEXT NOT NULL
    )""",
    # Classes that the source never had; they come after the source's own, in this order.
    """CREATE TABLE added_classes (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        at TEXT NOT NULL
    )""",
    *_append_only("added_classes", because="classes are only added"),
)

_LOOKS = (
    "ALTER TABLE audit_draws ADD COLUMN round INTEGER",  # whose labels it is of; NULL for a draw of version 4
    # 0 for what was drawn at first, 1 for what was drawn once that was answered, and so on.
    "ALTER TABLE audit_sample ADD COLUMN look INTEGER NOT NULL DEFAULT 0",
)

_TERMS = (
    # Error and confidence of a guarantee; the newest row is current.
    """CREATE TABLE audit_terms (
        id INTEGER PRIMARY KEY,
        error REAL NOT NULL CHECK (error > 0 AND error < 1),
        confidence REAL NOT NULL CHECK (confidence > 0 AND confidence < 1),
        who TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
)

_VERSIONS = (
    # Of the consensus whose labels it is of; -1 for those of S1-S6 alone.
    "ALTER TABLE audit_draws ADD COLUMN version INTEGER NOT NULL DEFAULT -1",
)

_PLANS = (
    *(
        f"ALTER TABLE {table} ADD COLUMN {column}"
        for table in ("audit_terms", "audit_draws")
        for column in (
            "over TEXT NOT NULL DEFAULT 'accepted' CHECK (over IN ('accepted', 'all'))",
            "plan TEXT NOT NULL DEFAULT 'once' CHECK (plan IN ('once', 'open'))",
        )
    ),
    # A draw keeps the terms it was made for; one of an earlier version those that were current.
    "ALTER TABLE audit_draws ADD COLUMN error REAL NOT NULL DEFAULT 0.02",
    "ALTER TABLE audit_draws ADD COLUMN confidence REAL NOT NULL DEFAULT 0.95",
    """UPDATE audit_draws SET (error, confidence) =
        (SELECT error, confidence FROM audit_terms ORDER BY id DESC LIMIT 1)
        WHERE EXISTS (SELECT 1 FROM audit_terms)""",
    # [N] uint8, compressed: the images that may be promised; empty for all that could be drawn.
    "ALTER TABLE audit_draws ADD COLUMN best BLOB NOT NULL DEFAULT x''",
)

_READINGS = (
    # JSON of core.reading.Reading; NULL for a domain that was scanned by an earlier version.
    "ALTER TABLE domains ADD COLUMN reading TEXT",
)

_BEGAN = """strftime('%Y-%m-%dT%H:%M:%f', finished_at, (-CAST(
    substr(figures, instr(figures, '"seconds": ') + 11) AS REAL)) || ' seconds')"""
"""When a round began, of what earlier versions kept of it; not as JSON, since its NaN is none to SQLite."""
_KNOWN = (
    # What a round was made with and left (``project.made_with``), empty for one of an earlier version; and the last
    # step of the journal when it began. Numbers, since a clock may be put back.
    "ALTER TABLE rounds ADD COLUMN settings TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE rounds ADD COLUMN digests TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE rounds ADD COLUMN knew INTEGER NOT NULL DEFAULT 0",
    f"UPDATE rounds SET knew = (SELECT ifnull(max(step), 0) FROM steps WHERE at < {_BEGAN})",
    # How many classes had been added when an answer was given.
    "ALTER TABLE audit_answers ADD COLUMN classes INTEGER NOT NULL DEFAULT 0",
    "DROP TRIGGER audit_answers_keep_on_UPDATE",
    """UPDATE audit_answers SET classes =
        (SELECT count(*) FROM added_classes WHERE added_classes.at < audit_answers.at)""",
    _append_only("audit_answers")[0],
)

_COPIES = (
    # Target images that the data check found to be the same picture as an earlier one, ``twin``; both files as they
    # were then. By path, since a new scan may move an image to another row.
    """CREATE TABLE copies (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        twin TEXT NOT NULL,
        twin_size INTEGER NOT NULL,
        twin_mtime INTEGER NOT NULL
    ) WITHOUT ROWID""",
    # Of what an earlier version checked, the files of equal bytes are known.
    """INSERT INTO copies
        SELECT one.path, one.size, one.mtime, twin.path, twin.size, twin.mtime
        FROM catalog AS one
        JOIN (
            SELECT digest, min(row) AS row FROM catalog
            WHERE domain = 'target' AND digest <> '' AND problem IS NULL GROUP BY digest
        ) AS first ON first.digest = one.digest AND first.row < one.row
        JOIN catalog AS twin ON twin.domain = 'target' AND twin.row = first.row
        WHERE one.domain = 'target' AND one.problem IS NULL""",
)

_CLASSES = (
    # What a step did to a class: its name, and the number of the class that it reads as, -1 for none. Without a step:
    # taken over from the project that this one starts from.
    """CREATE TABLE class_changes (
        id INTEGER PRIMARY KEY,
        step INTEGER REFERENCES steps,
        class INTEGER NOT NULL CHECK (class >= 0),
        before_name TEXT NOT NULL,
        before_reads INTEGER NOT NULL,
        after_name TEXT NOT NULL,
        after_reads INTEGER NOT NULL
    )""",
    "CREATE INDEX class_changes_by_step ON class_changes (step)",
    *_append_only("class_changes"),
    # JSON of the classes that there were not when an answer was given, and of how labels read at a draw.
    "ALTER TABLE audit_answers ADD COLUMN absent TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE audit_draws ADD COLUMN reads TEXT NOT NULL DEFAULT '[]'",
)

_CHOICES = (
    # The letter by which a person names pictures of a class.
    """CREATE TABLE class_keys (
        label INTEGER PRIMARY KEY CHECK (label >= 0),
        letter TEXT NOT NULL UNIQUE
    )""",
    # Filters and orders of Review, as review.named_view writes them.
    "CREATE TABLE saved_views (name TEXT PRIMARY KEY, content TEXT NOT NULL)",
    # Pictures to ask somebody about; a step of the journal sets a comment, NULL takes the flag away.
    """CREATE TABLE flags (
        id INTEGER PRIMARY KEY,
        step INTEGER NOT NULL REFERENCES steps,
        row INTEGER NOT NULL CHECK (row >= 0),
        before TEXT,
        after TEXT
    )""",
    "CREATE INDEX flags_by_row ON flags (row, id)",
    "CREATE INDEX flags_by_step ON flags (step)",
    *_append_only("flags"),
)

TABLES = (
    """CREATE TABLE domains (
        domain TEXT PRIMARY KEY CHECK (domain IN ('source', 'target')),
        root TEXT NOT NULL,  -- seen from the job's own path of this domain
        class_names TEXT NOT NULL  -- JSON list
    )""",
    """CREATE TABLE catalog (
        domain TEXT NOT NULL REFERENCES domains,
        row INTEGER NOT NULL CHECK (row >= 0),
        path TEXT NOT NULL,
        label INTEGER NOT NULL,
        size INTEGER NOT NULL,
        mtime INTEGER NOT NULL,
        digest TEXT NOT NULL DEFAULT '',
        problem TEXT,
        PRIMARY KEY (domain, row)
    ) WITHOUT ROWID""",
    # One step is one act of a person: a decision on any number of images, an undo or a redo.
    """CREATE TABLE steps (
        step INTEGER PRIMARY KEY,
        act TEXT NOT NULL CHECK (act IN ('decide', 'undo', 'redo')),
        decided INTEGER NOT NULL,  -- the 'decide' step meant: itself, or the one undone or redone
        who TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE decisions (
        id INTEGER PRIMARY KEY,
        step INTEGER NOT NULL REFERENCES steps,
        row INTEGER NOT NULL CHECK (row >= 0),
        before_verdict TEXT,
        before_label INTEGER,
        after_verdict TEXT,
        after_label INTEGER
    )""",
    "CREATE INDEX decisions_by_row ON decisions (row, id)",
    "CREATE INDEX decisions_by_step ON decisions (step)",
    *_append_only("steps", "decisions"),
    """CREATE TABLE audit_draws (
        draw INTEGER PRIMARY KEY,
        seed INTEGER NOT NULL,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE audit_sample (
        draw INTEGER NOT NULL REFERENCES audit_draws,
        position INTEGER NOT NULL,
        row INTEGER NOT NULL CHECK (row >= 0),
        PRIMARY KEY (draw, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE rounds (
        number INTEGER PRIMARY KEY CHECK (number >= 0),
        finished_at TEXT NOT NULL,
        figures TEXT NOT NULL  -- JSON of core.events.RoundFinished
    )""",
    *_EXCLUSIONS,
    *_ANSWERS,
    *_LEARNING,
    *_LOOKS,
    *_TERMS,
    *_VERSIONS,
    *_PLANS,
    *_READINGS,
    *_KNOWN,
    *_COPIES,
    *_CLASSES,
    *_CHOICES,
)

CHANGES = {
    1: _EXCLUSIONS,
    2: _ANSWERS,
    3: _LEARNING,
    4: _LOOKS,
    5: _TERMS,
    6: _VERSIONS,
    7: _PLANS,
    8: _READINGS,
    9: _KNOWN,
    10: _COPIES,
    11: _CLASSES,
    12: _CHOICES,
}
"""The migration of each earlier version to the next."""
