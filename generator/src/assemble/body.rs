//! Bodies and their properties, and the names that prose gives to schemas.

use super::{Assembler, stated};
use crate::dialect::{FamilyRule, NameRule, Pattern, RawBody, RawOperation, RawRow, Text};
use bindery_model::api::{Body, OwnName, Property};
use bindery_model::{
    Diagnostic, Evidence, EvidenceKind, Sample, Severity, Span, Stated, StatedType,
};
use rustc_hash::FxHashMap;

impl Assembler<'_> {
    /// The request body; `own` is the name that it has if it belongs to its operation alone.
    pub(super) fn request(
        &self,
        raw: &RawBody<'_>,
        own: Option<(String, String)>,
        found: &mut Vec<Diagnostic>,
    ) -> Body {
        let names = &self.dialect.file.names;
        let is_own = names.own_request.as_ref().and_then(|rule| {
            raw.name
                .filter(|name| rule.body.regex().is_match(name.text))
        });
        let own_name = is_own.zip(own).map(|(name, (short, qualified))| OwnName {
            short,
            qualified,
            evidence: Evidence::new(EvidenceKind::Heading, name.span),
        });
        Body {
            opening: raw.opening.span,
            name: raw.name.map(|name| stated(name, EvidenceKind::Heading)),
            stated_type: self.body_type(raw.type_word, raw.opening),
            told_type: self.told_type(raw),
            told_name: self.told(&names.request_body, &raw.description),
            own_name,
            description: self.prose.whole(&raw.description),
            properties: self.properties(&raw.properties, found),
        }
    }

    /// The body of the successful response, if the page says anything of it.
    pub(super) fn response(
        &self,
        raw: &RawOperation<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Body> {
        let names = &self.dialect.file.names;
        let kind = raw
            .response_kind
            .map(|word| self.body_type(Some(word), word));
        let in_body = raw.response_body.as_ref().map(|body| &*body.description);
        let told_name = [&*raw.response_description, in_body.unwrap_or_default()]
            .into_iter()
            .find_map(|prose| self.told(&names.response_body, prose));
        let description = self.prose.whole(&raw.response_description);
        let Some(body) = &raw.response_body else {
            return kind.map(|stated_type| Body {
                opening: stated_type.span(),
                name: None,
                stated_type,
                told_type: None,
                told_name,
                own_name: None,
                description,
                properties: Vec::new(),
            });
        };
        let own = self.body_type(body.type_word, body.opening);
        let stated_type = match (kind, own.value.clone()) {
            (Some(kind), StatedType::Blank) => kind,
            (
                Some(Stated {
                    value: StatedType::Array(None),
                    evidence,
                }),
                item,
            ) if !matches!(item, StatedType::Array(_)) => Stated {
                value: StatedType::Array(Some(Box::new(item))),
                evidence,
            },
            _ => own,
        };
        Some(Body {
            opening: body.opening.span,
            name: None,
            stated_type,
            told_type: None,
            told_name,
            own_name: None,
            description: description.or_else(|| self.prose.whole(&body.description)),
            properties: self.properties(&body.properties, found),
        })
    }

    /// The type that a sentence, or a word behind the body's name, tells.
    fn told_type(&self, raw: &RawBody<'_>) -> Option<Stated<StatedType>> {
        self.dialect.file.bodies.iter().find_map(|rule| {
            let said = raw.type_word.iter().chain(&raw.description);
            let place = said
                .into_iter()
                .find(|words| rule.says.regex().is_match(words.text))?;
            let told = self.types.read(&rule.type_word);
            Some(Stated::new(told, EvidenceKind::Prose, place.span))
        })
    }

    /// The media types that prose on a body tells, behind those of the samples: a sentence may add to
    /// what goes without saying.
    pub(super) fn told_media_types(
        &self,
        raw: &RawBody<'_>,
        samples: &[Sample],
    ) -> Vec<Stated<String>> {
        let rules = self.dialect.file.facts.request_media_types.iter();
        let told = rules.filter_map(|rule| {
            let mut prose = raw.description.iter();
            let place = prose.find(|words| rule.says.regex().is_match(words.text))?;
            let media_type = rule.media_type.clone();
            Some(Stated::new(media_type, EvidenceKind::Prose, place.span))
        });
        let told: Vec<Stated<String>> = told.collect();
        if told.is_empty() {
            return told;
        }
        let fields = samples.iter().flat_map(|sample| &sample.headers);
        let of_samples = fields.filter(|field| field.name.eq_ignore_ascii_case("content-type"));
        let shown = of_samples.map(|field| {
            let media_type = field.value.split(';').next().unwrap_or("").trim();
            Stated::new(media_type.to_owned(), EvidenceKind::Sample, field.span)
        });
        let mut all: Vec<Stated<String>> = Vec::new();
        for one in shown.chain(told) {
            if !one.value.is_empty() && all.iter().all(|known| known.value != one.value) {
                all.push(one);
            }
        }
        all
    }

    /// A name for what an operation answers with, told from its id.
    pub(super) fn result_name(&self, id: &Stated<String>) -> Option<Stated<String>> {
        let names = &self.dialect.file.names;
        let own_part = names.operation_id.as_ref()?.regex().captures(&id.value)?;
        let own_part = own_part.name("operation")?.as_str();
        let name = names.result.as_ref()?.regex().captures(own_part)?;
        let name = name.name("name")?.as_str().to_owned();
        Some(Stated {
            value: name,
            evidence: id.evidence,
        })
    }

    fn body_type(&self, word: Option<Text<'_>>, opening: Text<'_>) -> Stated<StatedType> {
        match word {
            Some(word) => Stated::new(self.types.read(word.text), EvidenceKind::Heading, word.span),
            None => Stated::new(StatedType::Blank, EvidenceKind::Heading, opening.span),
        }
    }

    fn properties(&self, rows: &[RawRow<'_>], found: &mut Vec<Diagnostic>) -> Vec<Property> {
        let mut properties: Vec<Property> = Vec::with_capacity(rows.len());
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for row in rows {
            if let Some(first) = seen.get(row.name.text).copied() {
                let message = format!("`{}` is documented twice", row.name.text);
                let span = row.name.span;
                let diagnostic =
                    Diagnostic::new("duplicate-property", Severity::Warning, span, message)
                        .help("keep one of the rows; the second is left out")
                        .related(first, "the first");
                found.push(diagnostic);
                continue;
            }
            seen.insert(row.name.text, row.name.span);
            properties.push(self.property(row, found));
        }
        properties
    }

    fn property(&self, row: &RawRow<'_>, found: &mut Vec<Diagnostic>) -> Property {
        let (required, description) = self.requirement(row);
        let words = row.description.map_or("", |cell| cell.text);
        let cell = Evidence::new(
            EvidenceKind::TableCell,
            row.description.map_or(row.span, |d| d.span),
        );
        let nullable = &self.dialect.file.words.nullable;
        Property {
            name: stated(row.name, EvidenceKind::TableCell),
            stated_type: self.stated_type(row, found),
            family: self.family(words, |rule| &rule.property),
            shown_family: self.family(words, |rule| &rule.row),
            told_name: row
                .description
                .and_then(|cell| self.told(&self.dialect.file.names.property, &[cell])),
            required,
            nullable: (!words.is_empty() && nullable.is_match(words)).then_some(cell),
            description,
        }
    }

    /// The family that the words on a row tell by one of the patterns of its rule.
    fn family(&self, words: &str, pattern: impl Fn(&FamilyRule) -> &Pattern) -> Option<String> {
        let families = &self.dialect.file.families;
        let says = |rule: &FamilyRule| pattern(rule).regex().is_match(words);
        let found = families.iter().find(|(_, rule)| says(rule));
        found.map(|(name, _)| name.clone())
    }

    /// What the type cell of a row says.
    pub(super) fn stated_type(
        &self,
        row: &RawRow<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Stated<StatedType> {
        let (value, span) = match row.type_word {
            Some(word) => (self.types.read(word.text), word.span),
            None => (StatedType::Blank, row.name.span),
        };
        if let StatedType::Unknown(word) = &value {
            let message = format!("`{word}` is no type");
            let diagnostic = Diagnostic::new("unknown-type", Severity::Warning, span, message);
            let help = "write a type that the dialect knows, or teach it this word under `types`";
            found.push(diagnostic.help(help));
        }
        Stated::new(value, EvidenceKind::TableCell, span)
    }

    /// What says that a row is required, and its description without that word.
    pub(super) fn requirement(
        &self,
        row: &RawRow<'_>,
    ) -> (Option<Evidence>, Option<Stated<String>>) {
        let words = &self.dialect.file.words;
        let column = row
            .required
            .filter(|cell| words.required_column.is_match(cell.text));
        let by_column = column.map(|cell| cell.span);
        let by_section = row.required_by_section.then_some(row.span);
        let Some(cell) = row.description else {
            let evidence = by_column.or(by_section);
            return (
                evidence.map(|span| Evidence::new(EvidenceKind::TableCell, span)),
                None,
            );
        };
        let mut told: Option<Span> = by_column.or(by_section);
        let mut description = self.prose.cell(cell);
        if let Some(description) = &mut description
            && let Some(rest) = words.required.remove_from(&description.value)
        {
            told = told.or(Some(cell.span));
            description.value = rest;
        }
        // Words of the row itself outweigh those of the section above it.
        if by_column.is_none() && told == by_section && words.optional.is_match(cell.text) {
            told = None;
        }
        let evidence = told.map(|span| Evidence::new(EvidenceKind::TableCell, span));
        (
            evidence,
            description.filter(|words| !words.value.is_empty()),
        )
    }

    /// The name that one of the rules finds in prose.
    fn told(&self, rules: &[NameRule], prose: &[Text<'_>]) -> Option<Stated<String>> {
        rules.iter().find_map(|rule| {
            prose.iter().find_map(|words| {
                let found = rule.says.regex().captures(words.text)?;
                let mut name = String::new();
                found.expand(&rule.name, &mut name);
                let place = found
                    .name("name")
                    .map_or(0..words.text.len(), |m| m.range());
                let base = words.span.range().start;
                let span = Span::new(words.span.file, base + place.start..base + place.end);
                Some(Stated::new(name, EvidenceKind::Prose, span))
            })
        })
    }

    /// The name of a request body that belongs to the operation of this id, short and qualified.
    pub(super) fn own_request_name(&self, id: &str) -> Option<(String, String)> {
        let names = &self.dialect.file.names;
        let rule = names.own_request.as_ref()?;
        let parts = names.operation_id.as_ref()?.regex().captures(id)?;
        let expand = |template: &str| {
            let mut name = String::new();
            parts.expand(template, &mut name);
            name
        };
        Some((expand(&rule.name), expand(&rule.qualified)))
    }
}
