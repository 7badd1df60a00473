-- What a joined desk keeps for itself. Whatever is sealed here is encrypted by the desk before it comes here.
-- Every command of the desk, before it is sent.
CREATE TABLE outbox (
    nth INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    occurred_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('written', 'held', 'done', 'refused', 'aside')),
    -- When the room, or a person, had done with it.
    settled_at INTEGER,
    number TEXT,
    signature TEXT,
    -- The command with its texts, and who spoke.
    sealed BLOB NOT NULL,
    -- Why the room refused it.
    why TEXT
) STRICT;

CREATE INDEX outbox_state ON outbox (state, nth);

-- The highest count of the desk's tickets on a local day, as written in their numbers.
CREATE TABLE day_count (
    day TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    call BLOB PRIMARY KEY,
    kept_at INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The newest of a thing: what the room knows before any call, its tickets as last seen.
CREATE TABLE kept (
    key TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
