-- The journal is the truth. Everything below it, except draft and meta, can be folded from it again.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    command BLOB NOT NULL,
    nth INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    UNIQUE (stream, version),
    UNIQUE (command, nth)
) STRICT;

CREATE TRIGGER journal_update BEFORE UPDATE ON journal BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

CREATE TRIGGER journal_delete BEFORE DELETE ON journal BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

-- INSERT OR REPLACE fires no delete trigger: a row is only ever the next one.
CREATE TRIGGER journal_next BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal) BEGIN
    SELECT RAISE(ABORT, 'append_only');
END;

-- The same id gets the same reply for ever, refusals too.
CREATE TABLE command (
    id BLOB PRIMARY KEY,
    actor TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    reply TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Personal text. Its row can be erased; the journal keeps the id and the salted digest.
CREATE TABLE sealed (
    id BLOB PRIMARY KEY,
    ticket BLOB,
    kind TEXT NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL,
    tag TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX sealed_tag ON sealed (tag, ticket) WHERE tag IS NOT NULL;

-- seq is that of the event that opened it: newest first is the primary key backwards.
CREATE TABLE ticket (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    tail TEXT NOT NULL,
    called_at INTEGER NOT NULL,
    open INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    next_due INTEGER,
    policy INTEGER,
    district TEXT,
    village TEXT,
    category TEXT NOT NULL,
    terms TEXT NOT NULL,
    doc TEXT NOT NULL
) STRICT;

CREATE INDEX ticket_tail ON ticket (tail, seq);
CREATE INDEX ticket_called_at ON ticket (called_at);
CREATE INDEX ticket_open ON ticket (seq) WHERE open = 1;
CREATE INDEX ticket_next_due ON ticket (next_due) WHERE next_due IS NOT NULL;
CREATE INDEX ticket_policy ON ticket (policy) WHERE policy IS NOT NULL;

CREATE TABLE alarm (
    ticket BLOB NOT NULL,
    clock INTEGER NOT NULL,
    cycle INTEGER NOT NULL,
    aim INTEGER NOT NULL,
    level TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    fired_at INTEGER NOT NULL,
    late_ms INTEGER NOT NULL,
    -- Fired while the machine's clock was not trusted.
    suspect INTEGER NOT NULL,
    acknowledged_by TEXT,
    acknowledged_at INTEGER,
    withdrawn_at INTEGER,
    -- What became of each way out of the room.
    deliveries TEXT NOT NULL,
    PRIMARY KEY (ticket, clock, cycle, aim, level)
) STRICT, WITHOUT ROWID;

-- The newest first, page by page; the rest of the key follows from the table's own.
CREATE INDEX alarm_fired_at ON alarm (fired_at);
CREATE INDEX alarm_suspect ON alarm (ticket) WHERE suspect = 1 AND withdrawn_at IS NULL;

CREATE TABLE call (
    id BLOB PRIMARY KEY,
    called_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    undone INTEGER NOT NULL,
    tag TEXT,
    ticket BLOB,
    doc TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX call_called_at ON call (called_at, outcome) WHERE undone = 0;
CREATE INDEX call_tag ON call (tag, called_at) WHERE tag IS NOT NULL;

CREATE TABLE setup (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    changed INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;

-- How many tickets a desk has numbered on a local day, as written in the numbers.
CREATE TABLE desk_day (
    desk INTEGER NOT NULL,
    day TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (desk, day)
) STRICT, WITHOUT ROWID;

-- Contentless: the words' positions only. The text stays in sealed, and an entry is taken out by giving the same
-- text again; with secure-delete nothing of it is left in the index.
CREATE VIRTUAL TABLE words USING fts5 (
    text,
    content = '',
    columnsize = 0,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3 4'
);
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);

CREATE TABLE draft (
    desk INTEGER NOT NULL,
    call BLOB NOT NULL,
    form TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (desk, call)
) STRICT, WITHOUT ROWID;

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
