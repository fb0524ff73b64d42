//! Names that mean something else already.

/// Keywords of every edition up to 2024, those that are kept for later among them.
pub const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "macro_rules", "match", "mod", "move", "mut", "override", "priv",
    "pub", "raw", "ref", "return", "safe", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// Types, traits and variants of the prelude and of what generated files import.
pub const TYPES: &[&str] = &[
    "Self", "Any", "Base64Bytes", "Body", "Bool", "Box", "BTreeMap", "Bytes", "Char", "Client",
    "ClientBuilder", "Clone", "Copy", "Date", "DateTime", "Debug", "Default", "Deserialize",
    "Display", "Drop", "Eq", "Err", "Error", "Fn", "From", "Future", "Hash", "Into", "Iterator",
    "Map", "Method", "None", "Ok", "Operation", "Option", "Ord", "Patch", "Request", "Result",
    "Send", "Serialize", "Sized", "Some", "Str", "String", "Sync", "ToOwned", "ToString", "Unpin",
    "Value", "Vec", "Words",
];

/// Methods of clients and their modules beside which those of resources stand.
pub const ACCESSORS: &[&str] = &[
    "builder", "clone", "lib", "main", "mod", "options", "raw", "samples", "support", "types",
    "std", "core", "alloc", "test", "default", "chrono", "jiff", "time", "all",
];

/// Methods of requests beside which those of optional parameters stand.
pub const REQUEST_METHODS: &[&str] = &[
    "bytes", "empty", "header", "json", "json_or_empty", "reading", "send", "send_raw", "timeout",
    "with_body", "with_header", "with_json", "with_list", "with_path", "with_query", "with_query_json",
];
