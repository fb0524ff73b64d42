-- Moments are whole numbers: tenths of a microsecond since the start of the year 1, as the seven
-- decimals of the documented date-times have it. 0 stands for "not yet".

CREATE TABLE associate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    full_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('administrator', 'agent', 'reader')),
    password TEXT NOT NULL, -- argon2id, as a PHC string
    deleted INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL -- what else is known, as JSON
) STRICT;

-- Tokens are random, so a plain hash keeps them from being read out of a stolen file.
CREATE TABLE token (
    kind TEXT NOT NULL CHECK (kind IN ('bearer', 'ticket', 'session')),
    hash BLOB NOT NULL, -- SHA-256
    xsrf BLOB, -- SHA-256 of what goes with the cookie of a session
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
CREATE TABLE project (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
CREATE TABLE sale (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
CREATE TABLE ticket (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;

CREATE TABLE topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_enabled INTEGER NOT NULL DEFAULT 0,
    welcome_message TEXT NOT NULL DEFAULT '',
    last_accept INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE topic_member (
    topic_id INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    can_respond INTEGER NOT NULL DEFAULT 0,
    notifications INTEGER NOT NULL DEFAULT 0,
    listen INTEGER NOT NULL DEFAULT 0,
    manager INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (topic_id, associate_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_member_associate ON topic_member (associate_id);

CREATE TABLE chat_session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic_id INTEGER NOT NULL REFERENCES topic (id),
    user_id INTEGER REFERENCES associate (id),
    person_id INTEGER REFERENCES person (id),
    customer_alias TEXT,
    customer_host TEXT,
    customer_name TEXT,
    customer_email TEXT,
    customer_phone TEXT,
    customer_consented INTEGER NOT NULL DEFAULT 0,
    customer_company_name TEXT,
    status TEXT,
    first_message TEXT,
    last_message TEXT,
    when_requested INTEGER NOT NULL DEFAULT 0,
    when_started INTEGER NOT NULL DEFAULT 0,
    when_ended INTEGER NOT NULL DEFAULT 0,
    when_idle INTEGER NOT NULL DEFAULT 0,
    when_fetched INTEGER NOT NULL DEFAULT 0,
    session_key TEXT,
    initial_queue_pos INTEGER NOT NULL DEFAULT 0,
    alert_level INTEGER NOT NULL DEFAULT 0,
    rank INTEGER NOT NULL DEFAULT 0,
    flags TEXT,
    contact_id INTEGER REFERENCES contact (id),
    project_id INTEGER REFERENCES project (id),
    sale_id INTEGER REFERENCES sale (id),
    ticket_id INTEGER REFERENCES ticket (id),
    transfer_to_id INTEGER REFERENCES associate (id),
    chatbot_is_active INTEGER NOT NULL DEFAULT 0,
    rating INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX chat_session_topic ON chat_session (topic_id, status);
CREATE INDEX chat_session_user ON chat_session (user_id);

CREATE TABLE chat_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_session_id INTEGER NOT NULL REFERENCES chat_session (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    message TEXT NOT NULL,
    author TEXT NOT NULL,
    read_by_customer INTEGER NOT NULL DEFAULT 0,
    special_type TEXT NOT NULL,
    special_param TEXT NOT NULL,
    when_posted INTEGER NOT NULL
) STRICT;
CREATE INDEX chat_message_session ON chat_message (chat_session_id, id);
