//! Tables: what their columns mean, and what their rows are.

use super::Reader;
use crate::dialect::BEHIND_EMPTY_LINE;
use crate::dialect::file::{Columns, Section, TableLayout, TableRole};
use crate::dialect::raw::{RawBody, RawOperation, RawRow, Text};
use crate::page::{Row, Table, rows};
use bindery_model::{Span, count};
use std::ops::Range;

impl<'d, 's> Reader<'d, 's> {
    pub(super) fn table(&mut self, table: &Table) {
        if self.section == Section::Ignored {
            return;
        }
        let Some((layout, columns)) = self.layout_of(&table.header) else {
            let header: Vec<_> = table
                .header
                .cells
                .iter()
                .map(|cell| self.of(*cell).text)
                .collect();
            let message = format!(
                "no table with the columns `{}` is known here",
                header.join("`, `")
            );
            let help = format!(
                "not read: {}; correct the header cells or the heading above it, or add the table to the dialect",
                count(table.rows.len(), "row")
            );
            return self.unread("unread-table", table.span, message, &help);
        };
        let places = Places::of(&columns);
        self.unknown_columns(&columns, &places, &table.header);
        for row in &table.rows {
            if let Some(raw) = self.row(&places, &table.header, row) {
                self.take_row(layout.role, raw);
            }
        }
        self.last_table = Some((table.header.clone(), table.span.range().end));
        self.text_ended = true;
    }

    /// Reads rows behind an empty line right behind a table; answers where they end.
    pub(super) fn rows_behind_empty_line(&mut self, prose: Range<usize>) -> Option<usize> {
        let (header, end) = self.last_table.clone()?;
        let rows = rows(self.text, prose.clone(), self.file);
        let (first, last) = (rows.first()?, rows.last()?);
        let is_between = self
            .text
            .get(end..first.span.range().start)?
            .trim()
            .is_empty();
        if !is_between || first.cells.len() != header.cells.len() || self.knows_all_columns(first) {
            return None;
        }
        let (layout, columns) = self.layout_of(&header)?;
        let (places, end) = (Places::of(&columns), last.span.range().end);
        let told = count(rows.len(), "row");
        let message = format!("{told} of a table: {BEHIND_EMPTY_LINE}");
        let help = "take out the empty line above";
        self.unread("table-without-delimiter", first.span, message, help);
        for row in &rows {
            if let Some(raw) = self.row(&places, &header, row) {
                self.take_row(layout.role, raw);
            }
        }
        self.last_table = Some((header, end));
        Some(end)
    }

    /// The layout that a table with this header has in this section, and what each cell means.
    fn layout_of(&self, header: &Row) -> Option<(&'d TableLayout, Vec<Option<Column>>)> {
        let known = self.unread_section.is_none();
        let in_operation = self.is_in_operation();
        let fits = |layout: &&TableLayout| {
            known
                && layout.sections.contains(&self.section)
                && (in_operation || layout.role == TableRole::Operations)
        };
        self.layout().tables.iter().filter(fits).find_map(|layout| {
            let columns = self.columns(&layout.columns, header)?;
            Some((layout, columns))
        })
    }

    /// Whether a table with this header stands in this section, and each of its cells has a meaning.
    pub(super) fn knows_all_columns(&self, header: &Row) -> bool {
        let found = self.layout_of(header);
        found.is_some_and(|(_, columns)| columns.iter().all(Option::is_some))
    }

    /// What each header cell means; `None` where the table lacks a column that the layout needs.
    fn columns(&self, known: &Columns, header: &Row) -> Option<Vec<Option<Column>>> {
        let same = |name: &String, cell: &str| name.eq_ignore_ascii_case(cell);
        let meaning = |cell: &Span| {
            let cell = plain(self.of(*cell).text);
            let by_column = [
                (Column::Name, &known.name),
                (Column::Type, &known.type_word),
                (Column::Description, &known.description),
                (Column::Required, &known.required),
                (Column::Default, &known.default),
            ];
            let found = by_column
                .iter()
                .find(|(_, names)| names.iter().any(|n| same(n, cell)));
            found.map(|(column, _)| *column)
        };
        let columns: Vec<_> = header.cells.iter().map(meaning).collect();
        let has = |column: Column| columns.contains(&Some(column));
        let needs_type = !known.type_word.is_empty() && !has(Column::Type);
        (has(Column::Name) && !needs_type).then_some(columns)
    }

    fn unknown_columns(&mut self, columns: &[Option<Column>], places: &Places, header: &Row) {
        for (at, (column, cell)) in columns.iter().zip(&header.cells).enumerate() {
            let why = match column {
                None => "is not known",
                Some(column) if places.of_column(*column) != Some(at) => "is there twice",
                Some(_) => continue,
            };
            let words = self.of(*cell).text;
            let message = format!("the column `{words}` {why}, so its cells are not read");
            let help = "correct the header cell, or add it to the table's columns in the dialect";
            self.unread("unread-column", *cell, message, help);
        }
    }

    /// Whether a line is in a table only because no empty line parts it from the rows.
    fn is_text(&self, header: &Row, row: &Row) -> bool {
        let opens_with_bar = |row: &Row| self.of(row.span).text.starts_with('|');
        let lacks_bar = !self.of(row.span).text.contains('|');
        row.cells.len() == 1
            && header.cells.len() > 1
            && (lacks_bar || (opens_with_bar(header) && !opens_with_bar(row)))
    }

    fn row(&mut self, places: &Places, header: &Row, row: &Row) -> Option<RawRow<'s>> {
        let expected = header.cells.len();
        if self.is_text(header, row) {
            let message = "this line is no row of the table above it, so it is not read";
            let help = "join it to the row that it belongs to, or put an empty line before it";
            self.unread("unread-row", row.span, message.to_owned(), help);
            return None;
        }
        let cell = |wanted: Column| {
            let cell = row.cells.get(places.of_column(wanted)?)?;
            Some(self.of(*cell))
        };
        let name = cell(Column::Name).map(|cell| self.plain_text(cell));
        let raw = name
            .filter(|name| !name.text.is_empty())
            .map(|name| RawRow {
                span: row.span,
                name,
                type_word: cell(Column::Type).map(|cell| self.plain_text(cell)),
                description: cell(Column::Description),
                required: cell(Column::Required),
                default: cell(Column::Default).map(|cell| self.plain_text(cell)),
                required_by_section: self.required,
            });
        if raw.is_none() {
            let message = "this row has no name, so it is not read";
            let help = "give it a name in the first column, or take the row out";
            self.unread("unread-row", row.span, message.to_owned(), help);
        } else if row.cells.len() < expected {
            let message = format!(
                "this row has {} where its table has {expected}",
                count(row.cells.len(), "cell")
            );
            let help = "add the cells that are missing, if need be as `| |`";
            self.unread("missing-cell", row.span, message, help);
        }
        if let Some(surplus) = row.cells.get(expected..).filter(|cells| !cells.is_empty()) {
            let span = Span {
                end: row.span.end,
                ..surplus[0]
            };
            let message = format!(
                "this row has {} where its table has {expected}; what stands behind is not read",
                count(row.cells.len(), "cell")
            );
            self.unread(
                "surplus-cell",
                span,
                message,
                r"write a `|` that belongs to the text as `\|`",
            );
        }
        raw
    }

    fn plain_text(&self, cell: Text<'s>) -> Text<'s> {
        let words = plain(cell.text);
        let start = cell.span.range().start + cell.text.find(words).unwrap_or(0);
        self.at(start..start + words.len())
    }

    fn take_row(&mut self, role: TableRole, row: RawRow<'s>) {
        match role {
            TableRole::PathParameters => self.current.path_parameters.push(row),
            TableRole::QueryParameters => self.current.query_parameters.push(row),
            TableRole::Parameters if self.path_has(row.name.text) => {
                self.current.path_parameters.push(row);
            }
            TableRole::Parameters => self.current.query_parameters.push(row),
            TableRole::Headers => self.current.headers.push(row),
            TableRole::Statuses => self.current.statuses.push(row),
            TableRole::Operations => self.operation_row(row),
            TableRole::Properties => {
                let body = match self.section {
                    Section::RequestBody => &mut self.current.request_body,
                    _ => &mut self.current.response_body,
                };
                let without_heading = || RawBody {
                    opening: row.name,
                    name: None,
                    type_word: None,
                    description: Vec::new(),
                    properties: Vec::new(),
                };
                body.get_or_insert_with(without_heading)
                    .properties
                    .push(row);
            }
        }
    }

    /// Whether the path has a part `{name}`.
    fn path_has(&self, name: &str) -> bool {
        let path = self
            .current
            .endpoint
            .map_or("", |endpoint| endpoint.path.text);
        let opened = path
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'));
        opened
            .map(|(part, _)| part)
            .any(|part| part.eq_ignore_ascii_case(name))
    }

    /// A row that documents a whole operation.
    fn operation_row(&mut self, row: RawRow<'s>) {
        let found = self.layout().request_line.as_ref();
        let found = found.and_then(|line| line.regex().captures(row.name.text));
        let endpoint = found.and_then(|f| self.endpoint_of(&f, row.name.span.range().start));
        match endpoint {
            None => {
                let message = "this row gives no method and path".to_owned();
                self.unread("unread-row", row.span, message, "write them as `GET /path`");
            }
            Some(endpoint) => self.done.push(RawOperation {
                heading: Some(row.name),
                endpoint: Some(endpoint),
                description: row.description.into_iter().collect(),
                ..RawOperation::default()
            }),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Description,
    Required,
    Default,
}

/// Which cell of a row each column is.
struct Places([Option<usize>; 5]);

impl Places {
    /// The first column of each meaning counts.
    fn of(columns: &[Option<Column>]) -> Self {
        let mut places = [None; 5];
        for (at, column) in columns.iter().enumerate() {
            if let Some(column) = column {
                places[*column as usize].get_or_insert(at);
            }
        }
        Places(places)
    }

    fn of_column(&self, column: Column) -> Option<usize> {
        self.0[column as usize]
    }
}

/// The words of a cell without emphasis, code marks, and without the link around them.
fn plain(cell: &str) -> &str {
    let mut words = cell.trim();
    loop {
        let inner = words.trim_matches(['*', '`']);
        let inner = match inner.strip_prefix('_').and_then(|w| w.strip_suffix('_')) {
            Some(emphasised) if !emphasised.is_empty() => emphasised,
            _ => inner,
        };
        let link = inner.strip_prefix('[').filter(|_| inner.ends_with(')'));
        let inner = match link.and_then(|label| label.split_once("](")) {
            Some((label, _)) => label,
            None => inner,
        };
        if inner.len() == words.len() {
            return words;
        }
        words = inner.trim();
    }
}
