//! The form of a dialect file. `README.md` explains every key with an example; a key that is not
//! listed here is an error.

use super::pattern::{Pattern, Patterns};
use indexmap::IndexMap;
use serde::Deserialize;

/// How a vendor lays out reference pages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DialectFile {
    /// The name by which `--dialect` knows it.
    pub name: String,
    /// The dialect that this one completes: its keys hold where this file has none.
    #[serde(default)]
    pub extends: Option<String>,
    /// Whether it only serves to be extended.
    #[serde(default, rename = "abstract")]
    pub is_abstract: bool,
    /// The front end that cuts pages into blocks.
    #[serde(default)]
    pub form: Form,
    /// What a page must have to be of this dialect; the dialect with the most marks wins.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// Files that hold links instead of operations.
    #[serde(default)]
    pub index_files: IndexFiles,
    /// Keys of the front matter.
    #[serde(default)]
    pub front_matter: FrontMatterKeys,
    /// A heading that starts an operation, for pages that hold several; with groups `method` and
    /// `path` it is the endpoint too, and a group `id` is the operation's id. What stands above the
    /// first of them introduces the page and is not read.
    #[serde(default)]
    pub operation_heading: Patterns,
    /// A line that gives an endpoint or shows a request: groups `method` and `path`.
    #[serde(default)]
    pub request_line: Option<Pattern>,
    /// The first line of a sample response: group `status`.
    #[serde(default)]
    pub status_line: Option<Pattern>,
    /// Lines of copied text that come from the frame around the page.
    #[serde(default)]
    pub furniture: Patterns,
    /// How each section starts.
    #[serde(default)]
    pub sections: IndexMap<String, SectionStart>,
    /// How each table is recognised.
    #[serde(default)]
    pub tables: Vec<TableLayout>,
    /// How each fence is recognised; the first that fits decides.
    #[serde(default)]
    pub fences: Vec<FenceLayout>,
    /// How types are written.
    #[serde(default)]
    pub types: TypeWords,
    /// How descriptions say what a property or parameter is.
    #[serde(default)]
    pub words: Words,
    /// What the request headers that the pages list mean.
    #[serde(default)]
    pub headers: Headers,
    /// Security schemes by their name in the document that is generated.
    #[serde(default)]
    pub security: IndexMap<String, SecurityRule>,
    /// What turns the vendor's markup in prose into plain CommonMark, in this order.
    #[serde(default)]
    pub rewrites: Vec<Rewrite>,
    /// How an operation's id is told from its path where the page gives none.
    #[serde(default)]
    pub ids: Vec<PathRule>,
    /// How the resource that an operation belongs to is told from its path.
    #[serde(default)]
    pub resources: Vec<PathRule>,
    /// How names of schemas are told.
    #[serde(default)]
    pub names: NameRules,
    /// Families of schemas that are all alike, by a name of the dialect's own.
    #[serde(default)]
    pub families: IndexMap<String, FamilyRule>,
    /// Sentences on a request body without table and sample that tell its type.
    #[serde(default)]
    pub bodies: Vec<BodyRule>,
    /// Facts that prose states.
    #[serde(default)]
    pub facts: Facts,
}

/// The front end of a dialect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Markdown with headings, tables and fences.
    #[default]
    Markdown,
    /// Text copied from a rendered page.
    CopiedText,
}

/// What a page must have to be of a dialect: all that is given here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Mark {
    /// The front matter has this key.
    pub front_matter: Option<String>,
    /// A heading matches.
    pub heading: Option<Pattern>,
    /// A line of prose matches.
    pub line: Option<Pattern>,
    /// A fence has this info string.
    pub fence: Option<String>,
}

/// Names of files that hold links.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct IndexFiles {
    /// Markdown files with a list of links.
    pub pages: Vec<String>,
    /// YAML files with a tree of `name`, `href` and `items`.
    pub tables_of_contents: Vec<String>,
}

/// Which keys of the front matter say what; the first that is there counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct FrontMatterKeys {
    /// The operation's id.
    pub id: Vec<String>,
    /// The page's title.
    pub title: Vec<String>,
}

/// The sections of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// From the title to the first other section.
    Description,
    /// Parameters in the path.
    PathParameters,
    /// Parameters in the query.
    QueryParameters,
    /// Request headers.
    Headers,
    /// The request body.
    RequestBody,
    /// Statuses.
    Responses,
    /// The response body.
    ResponseBody,
    /// The sample request, and the sample response where it has no section of its own.
    SampleRequest,
    /// The sample response.
    SampleResponse,
    /// A section that is known and says nothing that the model holds.
    Ignored,
}

/// How a section starts. Groups `name` and `type` of a pattern name the body and its type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SectionStart {
    /// What the section is; where it is left out, the key under `sections` says it. A dialect that
    /// is loaded has it filled in.
    pub role: Option<Section>,
    /// Headings that start it.
    pub heading: Patterns,
    /// Lines of prose that start it.
    pub line: Patterns,
    /// Whether the parameters or properties of the section are required.
    pub required: bool,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableRole {
    /// Parameters in the path.
    PathParameters,
    /// Parameters in the query.
    QueryParameters,
    /// Parameters in path or query: those that the path has as `{name}` are in the path.
    Parameters,
    /// Request headers.
    Headers,
    /// Statuses: the name is the status.
    Statuses,
    /// Properties of the body whose section the table stands in.
    Properties,
    /// Whole operations: the name is the endpoint.
    Operations,
}

/// How a table is recognised and what its columns mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableLayout {
    /// What its rows are.
    pub role: TableRole,
    /// The sections that it may stand in.
    #[serde(rename = "in")]
    pub sections: Vec<Section>,
    /// The header cells of each column, whatever their case; a table lacking the column `name` is
    /// not this one.
    pub columns: Columns,
}

/// Header cells by meaning.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Columns {
    /// The name.
    pub name: Vec<String>,
    /// The type.
    #[serde(rename = "type")]
    pub type_word: Vec<String>,
    /// The description.
    pub description: Vec<String>,
    /// Whether it is required.
    pub required: Vec<String>,
    /// The default.
    pub default: Vec<String>,
}

/// What a fence holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FenceRole {
    /// Method and path.
    Endpoint,
    /// Request lines that show query parameters.
    QueryExamples,
    /// A request message.
    SampleRequest,
    /// A response message.
    SampleResponse,
    /// A part of the prose around it.
    Prose,
}

/// How a fence is recognised.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FenceLayout {
    /// What it holds.
    pub role: FenceRole,
    /// The sections that it may stand in.
    #[serde(rename = "in")]
    pub sections: Vec<Section>,
    /// The info strings that it may have; any, where this is left out.
    #[serde(default)]
    pub info: Option<Vec<String>>,
    /// What its text must match.
    #[serde(default)]
    pub text: Option<Pattern>,
}

/// How types are written. Words are compared whatever their case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct TypeWords {
    /// Words for each scalar: `int32`, `int64`, `double`, `boolean`, `string`, `date-time`, `date`,
    /// `byte` (base64), `binary`.
    pub scalars: IndexMap<bindery_model::Scalar, Vec<String>>,
    /// Words, in just this case, for text of a form that is not said: a string, a date-time, bytes.
    pub text: Vec<String>,
    /// Values of samples that stand for bytes.
    pub byte_samples: Patterns,
    /// Words for an array of items that are not said.
    pub array: Vec<String>,
    /// Words for an object of which nothing is said: samples show what it is.
    pub object: Vec<String>,
    /// Words for a map to values that are not said: the keys that samples show are made up.
    pub map: Vec<String>,
    /// Words for any value.
    pub any: Vec<String>,
    /// Patterns with a group `items`: an array of those.
    pub array_of: Patterns,
    /// Patterns with a group `values`: a map to those.
    pub map_of: Patterns,
    /// Patterns with a group `members`: an enum.
    pub enumeration: Patterns,
    /// What stands between the members of an enum.
    pub member_separator: Option<Pattern>,
    /// Patterns whose group `name` is the name of a schema. Any other word is an unknown type.
    pub schema: Patterns,
}

/// How descriptions say what a property or parameter is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Words {
    /// Required: what matches is taken out of the description.
    pub required: Patterns,
    /// Optional, though the section or table says that all in it is required.
    pub optional: Patterns,
    /// May be null.
    pub nullable: Patterns,
    /// Words of a `required` column that say yes.
    pub required_column: Patterns,
}

/// What request headers mean.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Headers {
    /// Headers whose description lists the media types of responses.
    pub response_media_types: Vec<String>,
    /// Headers whose description lists the media types of request bodies.
    pub request_media_types: Vec<String>,
    /// A media type in such a description.
    pub media_type: Option<Pattern>,
    /// Headers that carry credentials; `security` says which.
    pub credentials: Vec<String>,
}

/// How a security scheme is told from the table of headers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SecurityRule {
    /// The header that carries it.
    pub header: String,
    /// What the header's description must match; anything, where this is left out.
    #[serde(default)]
    pub says: Option<Pattern>,
    /// The kind of scheme.
    pub kind: SecurityKind,
    /// What a user must know of it.
    #[serde(default)]
    pub description: Option<String>,
}

/// The kinds of security schemes (OpenAPI 3.1 section 4.8.27).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecurityKind {
    /// HTTP Basic.
    Basic,
    /// HTTP Bearer.
    Bearer,
    /// A value in the header.
    ApiKey,
}

/// One rewriting of prose.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rewrite {
    /// What is replaced.
    pub find: Pattern,
    /// What it becomes; `$name` stands for a group.
    pub replace: String,
}

/// What a path tells.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathRule {
    /// A pattern for the path.
    pub path: Pattern,
    /// What it tells; `$name` stands for a group.
    pub tells: String,
}

impl PathRule {
    /// What a path tells, if the rule is for it.
    pub fn tell(&self, path: &str) -> Option<String> {
        let found = self.path.regex().captures(path)?;
        let mut told = String::new();
        found.expand(&self.tells, &mut told);
        Some(told)
    }
}

/// How names of schemas are told. The group `name` of a pattern is the name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct NameRules {
    /// Sentences of a response's description that name its body.
    pub response_body: Vec<NameRule>,
    /// Sentences of a request body's description that name it.
    pub request_body: Vec<NameRule>,
    /// Sentences of a property's description that name its type.
    pub property: Vec<NameRule>,
    /// A pattern for the operation's own part of its id that tells what it answers with: group
    /// `name`.
    pub result: Option<Pattern>,
    /// The operation's own part of its id: group `operation`, and `owner` to tell two apart.
    pub operation_id: Option<Pattern>,
    /// Names of request bodies that belong to one operation.
    pub own_request: Option<OwnRequest>,
}

/// A sentence that names a schema.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NameRule {
    /// The sentence.
    pub says: Pattern,
    /// The name; `$name` stands for a group.
    pub name: String,
}

/// Request bodies that belong to one operation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OwnRequest {
    /// The name that such a body goes by in its heading.
    pub body: Pattern,
    /// The schema's name; `$operation` is the operation's own part of its id.
    pub name: String,
    /// The name where two operations claim the same; `$owner` tells them apart.
    pub qualified: String,
}

/// Wording by which schemas are known to be alike: one of them that no page shows has the properties
/// of one that a page does show.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FamilyRule {
    /// What the description of a property says whose type is of the family.
    pub property: Pattern,
    /// What the descriptions say of the properties that every schema of the family has.
    pub row: Pattern,
}

/// A sentence that tells the type of a body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BodyRule {
    /// The sentence, or the word behind the body's name in its heading.
    pub says: Pattern,
    /// The type, in the words of `types`.
    #[serde(rename = "type")]
    pub type_word: String,
}

/// Facts that prose states.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Facts {
    /// The response time that an operation is expected to keep: group `milliseconds`.
    pub response_time: Option<Pattern>,
    /// Media types that prose on a request body tells, where no header lists any.
    pub request_media_types: Vec<MediaTypeRule>,
}

/// A sentence that tells a media type of a body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MediaTypeRule {
    /// The sentence.
    pub says: Pattern,
    /// The media type.
    pub media_type: String,
}
