//! Pages that are made to measure, and what came of them.

use bindery_generator::dialect::{Choice, Dialect, builtin};
use bindery_generator::{Reference, read_reference};
use bindery_model::SourceMap;
use bindery_model::resolved::{Operation, Schema};

/// What came of some files.
pub(crate) struct Read {
    pub(crate) sources: SourceMap,
    pub(crate) reference: Reference,
}

impl Read {
    /// `code place` of every diagnostic.
    pub(crate) fn found(&self) -> Vec<String> {
        let all = self.reference.all_diagnostics();
        all.map(|d| format!("{} {}", d.code, self.sources.place(d.span)))
            .collect()
    }

    pub(crate) fn count(&self, code: &str) -> usize {
        let all = self.reference.all_diagnostics();
        all.filter(|d| d.code == code).count()
    }

    #[track_caller]
    pub(crate) fn one_operation(&self) -> &Operation {
        match self.reference.api.operations.as_slice() {
            [one] => one,
            all => panic!("{} operations; {:?}", all.len(), self.found()),
        }
    }

    #[track_caller]
    pub(crate) fn schema(&self, name: &str) -> &Schema {
        let found = self.reference.api.schemas.iter().find(|s| s.name == name);
        found.unwrap_or_else(|| panic!("no schema {name}: {:?}", self.schema_names()))
    }

    pub(crate) fn schema_names(&self) -> Vec<&str> {
        let all = self.reference.api.schemas.iter();
        all.map(|schema| schema.name.as_str()).collect()
    }

    /// Holds what must be so whatever the input: every place lies on characters inside its file.
    #[track_caller]
    fn checked(self) -> Self {
        for diagnostic in self.reference.all_diagnostics() {
            let related = diagnostic.related.iter().map(|r| r.span);
            for span in related.chain([diagnostic.span]) {
                let text = &self.sources.file(span.file).text;
                assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
            }
            assert!(diagnostic.message.len() < 1000, "{}", diagnostic.code);
        }
        self
    }
}

pub(crate) fn dialects() -> Vec<Dialect> {
    builtin().expect("the compiled-in dialects load")
}

#[track_caller]
pub(crate) fn read_all(files: impl IntoIterator<Item = (String, String)>) -> Read {
    let dialects = dialects();
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path, text);
    }
    let reference = read_reference(&sources, Choice::Auto(&dialects));
    Read { sources, reference }.checked()
}

#[track_caller]
pub(crate) fn read(text: &str) -> Read {
    read_all([("page.md".to_owned(), text.to_owned())])
}

/// A page of the 2023 layout.
#[derive(Clone, Default)]
pub(crate) struct Page {
    pub(crate) id: String,
    endpoint: String,
    path_parts: String,
    query: String,
    statuses: String,
    body: String,
    rows: String,
    sample: String,
    tail: String,
}

impl Page {
    pub(crate) fn new(id: &str) -> Self {
        Page {
            id: id.to_owned(),
            endpoint: format!("GET /api/v1/{id}"),
            statuses: "| 200 | OK |\n".to_owned(),
            ..Page::default()
        }
    }

    pub(crate) fn endpoint(mut self, endpoint: &str) -> Self {
        self.endpoint = endpoint.to_owned();
        self
    }

    /// The body's name and the rows of its table.
    pub(crate) fn body(mut self, name: &str, rows: &str) -> Self {
        (self.body, self.rows) = (name.to_owned(), rows.to_owned());
        self
    }

    pub(crate) fn query(mut self, rows: &str) -> Self {
        self.query = rows.to_owned();
        self
    }

    pub(crate) fn path_parts(mut self, rows: &str) -> Self {
        self.path_parts = rows.to_owned();
        self
    }

    pub(crate) fn statuses(mut self, rows: &str) -> Self {
        self.statuses = rows.to_owned();
        self
    }

    pub(crate) fn sample(mut self, json: &str) -> Self {
        self.sample = json.to_owned();
        self
    }

    pub(crate) fn tail(mut self, tail: &str) -> Self {
        self.tail = tail.to_owned();
        self
    }

    pub(crate) fn text(&self) -> String {
        let Page { id, endpoint, .. } = self;
        let mut text = format!(
            "---\ntitle: {id}\nuid: {id}\n---\n\n# {id}\n\n```http\n{endpoint}\n```\n\nDoes it.\n\n"
        );
        if !self.path_parts.is_empty() {
            text += "| Path Part | Type | Description |\n|---|---|---|\n";
            text += &self.path_parts;
            text += "\n";
        }
        if !self.query.is_empty() {
            text += "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n";
            text += &self.query;
            text += "\n";
        }
        text += "## Response:\n\n| Response | Description |\n|---|---|\n";
        text += &self.statuses;
        text += "\n";
        if !self.body.is_empty() {
            text += &format!("### Response body: {}\n\n", self.body);
            text += "| Property Name | Type | Description |\n|---|---|---|\n";
            text += &self.rows;
            text += "\n";
        }
        if !self.sample.is_empty() {
            text += "## Sample response\n\n```http_\nHTTP/1.1 200 OK\n\n";
            text += &self.sample;
            text += "\n```\n\n";
        }
        text + &self.tail
    }

    #[track_caller]
    pub(crate) fn read(&self) -> Read {
        read(&self.text())
    }
}

/// `line` for each number below `count`, joined.
pub(crate) fn lines(count: usize, mut line: impl FnMut(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, n| {
        all.push_str(&line(n));
        all.push('\n');
        all
    })
}
