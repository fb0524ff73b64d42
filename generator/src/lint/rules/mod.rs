//! The rules, in alphabetical order of their names.
//!
//! A rule that looks at pages is a file of its own here. One that is `Reported` passes on the
//! diagnostics of that code, which reading, resolution or the command line give; one of `Checking`
//! comes out of suppressions and the baseline. Each has its page in `specs/rules`.

mod ambiguous_path;
mod blank_type;
mod body_on_get;
mod broken_anchor;
mod broken_index_link;
mod broken_link;
mod double_escaped_entity;
mod doubled_word;
mod duplicate_enum_member;
mod duplicate_index_link;
mod duplicate_section;
mod duplicate_title;
mod empty_link;
mod empty_section;
mod heading_in_other_case;
mod index_label_mismatch;
mod method_in_other_case;
mod missing_description;
mod missing_id;
mod missing_property_description;
mod missing_sample_request;
mod missing_sample_response;
mod misspelt_column;
mod misspelt_fence;
mod misspelt_heading;
mod misspelt_suppression;
mod misspelt_type;
mod mojibake;
mod no_content_with_body;
mod path_part_in_other_case;
mod property_told_two_ways;
mod query_example_path_mismatch;
mod query_example_unknown_parameter;
mod request_response_type_mismatch;
mod required_and_optional;
mod required_with_default;
mod sample_body_not_its_media_type;
mod sample_contradicts_body;
mod sample_contradicts_type;
mod sample_duplicate_member;
mod sample_lacks_body;
mod sample_lacks_member;
mod sample_lacks_required_parameter;
mod sample_leaves_placeholder;
mod sample_member_in_other_case;
mod sample_method_mismatch;
mod sample_not_in_enum;
mod sample_path_mismatch;
mod sample_reason_mismatch;
mod sample_undocumented_body;
mod sample_undocumented_header;
mod sample_undocumented_media_type;
mod sample_undocumented_member;
mod sample_undocumented_status;
mod sample_unknown_parameter;
mod schema_told_two_ways;
mod similar_property_names;
mod table_delimiter_mismatch;
mod table_without_delimiter;
mod tag_not_html;
mod title_endpoint_mismatch;
mod title_heading_mismatch;
mod type_name_in_other_case;
mod undefined_type;
mod unfinished_text;
mod unlinked_page;
mod unrendered_reference;

use super::anchors::Anchors;
use super::delimiters::{delimiter_row_of, line_behind};
use super::requests::{filled, query_names, request_line, request_lines};
use super::rows::{Row, rows};
use super::rule::{Check, Group, Rule, Safety};
use super::type_words::word_for;
use bindery_model::Severity;

/// `"name" CODE Group Severity [fix Safety] => how it finds what it finds;`
macro_rules! rules {
    ($($name:literal $code:ident $group:ident $severity:ident $(fix $safety:ident)? => $check:ident $(($path:path))?;)*) => {
        /// Every rule, by name.
        pub static ALL: &[Rule] = &[$(Rule {
            code: stringify!($code),
            name: $name,
            group: Group::$group,
            severity: Severity::$severity,
            fix: rules!(@safety $($safety)?),
            page: include_str!(concat!("../../../../specs/rules/", $name, ".md")),
            check: Check::$check $(($path))?,
        }),*];
    };
    (@safety) => { None };
    (@safety $safety:ident) => { Some(Safety::$safety) };
}

rules! {
    "ambiguous-path" BND408 Reference Warning => Reference(ambiguous_path::check);
    "blank-type" BND212 Facts Warning => Reference(blank_type::check);
    "body-on-get" BND217 Facts Warning => Page(body_on_get::check);
    "broken-anchor" BND111 Text Warning => Page(broken_anchor::check);
    "broken-index-link" BND409 Reference Warning => Reference(broken_index_link::check);
    "broken-link" BND108 Text Warning => Page(broken_link::check);
    "broken-path-part" BND209 Facts Warning => Reported;
    "broken-row" BND003 Structure Warning => Reported;
    "contradicted-sample" BND414 Reference Warning => Reported;
    "contradicted-type" BND403 Reference Warning => Reported;
    "double-escaped-entity" BND101 Text Warning fix Safe => Page(double_escaped_entity::check);
    "doubled-word" BND106 Text Warning => Page(doubled_word::check);
    "duplicate-enum-member" BND213 Facts Warning => Page(duplicate_enum_member::check);
    "duplicate-id" BND402 Reference Warning => Reported;
    "duplicate-index-link" BND412 Reference Warning => Reference(duplicate_index_link::check);
    "duplicate-operation" BND401 Reference Warning => Reported;
    "duplicate-parameter" BND206 Facts Warning => Reported;
    "duplicate-property" BND205 Facts Warning => Reported;
    "duplicate-section" BND025 Structure Warning => Page(duplicate_section::check);
    "duplicate-status" BND204 Facts Warning => Reported;
    "duplicate-title" BND413 Reference Warning => Reference(duplicate_title::check);
    "empty-link" BND107 Text Warning => Page(empty_link::check);
    "empty-section" BND026 Structure Warning => Page(empty_section::check);
    "front-matter-not-yaml" BND001 Structure Error => Reported;
    "heading-in-other-case" BND024 Structure Warning fix Safe => Reference(heading_in_other_case::check);
    "index-label-mismatch" BND411 Reference Warning => Reference(index_label_mismatch::check);
    "method-in-other-case" BND225 Facts Warning fix Safe => Page(method_in_other_case::check);
    "missing-cell" BND005 Structure Warning => Reported;
    "missing-description" BND109 Text Warning => Page(missing_description::check);
    "missing-id" BND029 Structure Warning => Page(missing_id::check);
    "missing-property-description" BND110 Text Info => Page(missing_property_description::check);
    "missing-sample-request" BND321 Samples Warning => Page(missing_sample_request::check);
    "missing-sample-response" BND322 Samples Warning => Page(missing_sample_response::check);
    "misspelt-column" BND022 Structure Warning => Page(misspelt_column::check);
    "misspelt-fence" BND023 Structure Warning => Page(misspelt_fence::check);
    "misspelt-heading" BND021 Structure Warning fix Unsafe => Page(misspelt_heading::check);
    "misspelt-suppression" BND905 Checking Warning fix Safe => Page(misspelt_suppression::check);
    "misspelt-type" BND211 Facts Warning => Page(misspelt_type::check);
    "mojibake" BND103 Text Warning => Page(mojibake::check);
    "more-findings" BND017 Structure Warning => Reported;
    "no-content-with-body" BND218 Facts Warning => Page(no_content_with_body::check);
    "no-dialect" BND008 Structure Warning => Reported;
    "no-endpoint" BND010 Structure Error => Reported;
    "no-success-status" BND210 Facts Warning => Reported;
    "not-utf8" BND019 Structure Warning => Reported;
    "path-part-in-other-case" BND224 Facts Warning fix Unsafe => Page(path_part_in_other_case::check);
    "path-part-not-in-path" BND207 Facts Error => Reported;
    "property-told-two-ways" BND406 Reference Warning => Reference(property_told_two_ways::check);
    "query-example-path-mismatch" BND221 Facts Warning => Page(query_example_path_mismatch::check);
    "query-example-unknown-parameter" BND220 Facts Warning => Page(query_example_unknown_parameter::check);
    "request-response-type-mismatch" BND214 Facts Warning => Page(request_response_type_mismatch::check);
    "required-and-optional" BND215 Facts Warning => Page(required_and_optional::check);
    "required-with-default" BND216 Facts Warning => Page(required_with_default::check);
    "runaway-rewrite" BND030 Structure Error => Reported;
    "sample-body-not-its-media-type" BND317 Samples Warning => Page(sample_body_not_its_media_type::check);
    "sample-contradicts-body" BND313 Samples Warning => Page(sample_contradicts_body::check);
    "sample-contradicts-type" BND312 Samples Warning fix Unsafe => Page(sample_contradicts_type::check);
    "sample-duplicate-member" BND314 Samples Warning => Page(sample_duplicate_member::check);
    "sample-lacks-body" BND318 Samples Warning => Page(sample_lacks_body::check);
    "sample-lacks-member" BND310 Samples Warning => Page(sample_lacks_member::check);
    "sample-lacks-required-parameter" BND304 Samples Warning fix Unsafe => Page(sample_lacks_required_parameter::check);
    "sample-leaves-placeholder" BND303 Samples Warning fix Unsafe => Page(sample_leaves_placeholder::check);
    "sample-member-in-other-case" BND311 Samples Warning fix Unsafe => Page(sample_member_in_other_case::check);
    "sample-method-mismatch" BND306 Samples Warning fix Safe => Page(sample_method_mismatch::check);
    "sample-not-http" BND301 Samples Warning => Reported;
    "sample-not-in-enum" BND315 Samples Warning => Page(sample_not_in_enum::check);
    "sample-not-json" BND302 Samples Warning => Reported;
    "sample-path-mismatch" BND307 Samples Warning fix Safe => Page(sample_path_mismatch::check);
    "sample-reason-mismatch" BND323 Samples Warning fix Unsafe => Page(sample_reason_mismatch::check);
    "sample-undocumented-body" BND319 Samples Warning => Page(sample_undocumented_body::check);
    "sample-undocumented-header" BND320 Samples Warning => Page(sample_undocumented_header::check);
    "sample-undocumented-media-type" BND316 Samples Warning => Page(sample_undocumented_media_type::check);
    "sample-undocumented-member" BND309 Samples Warning fix Unsafe => Page(sample_undocumented_member::check);
    "sample-undocumented-status" BND308 Samples Warning => Page(sample_undocumented_status::check);
    "sample-unknown-parameter" BND305 Samples Warning => Page(sample_unknown_parameter::check);
    "schema-name-taken" BND415 Reference Warning => Reported;
    "schema-told-two-ways" BND405 Reference Warning => Reference(schema_told_two_ways::check);
    "similar-property-names" BND219 Facts Warning => Page(similar_property_names::check);
    "suppression-without-reason" BND902 Checking Warning => Checking;
    "surplus-cell" BND006 Structure Warning => Reported;
    "table-delimiter-mismatch" BND004 Structure Warning fix Safe => Page(table_delimiter_mismatch::check);
    "table-without-delimiter" BND031 Structure Warning fix Safe => Page(table_without_delimiter::check);
    "tag-not-html" BND102 Text Warning => Page(tag_not_html::check);
    "title-endpoint-mismatch" BND028 Structure Warning => Page(title_endpoint_mismatch::check);
    "title-heading-mismatch" BND027 Structure Warning => Page(title_heading_mismatch::check);
    "toc-not-yaml" BND018 Structure Error => Reported;
    "too-many-breaks" BND007 Structure Error => Reported;
    "type-name-in-other-case" BND407 Reference Warning => Reference(type_name_in_other_case::check);
    "unclosed-fence" BND002 Structure Error => Reported;
    "undefined-type" BND404 Reference Warning => Resolved(undefined_type::check);
    "undocumented-path-part" BND208 Facts Warning => Reported;
    "unfinished-text" BND105 Text Warning => Page(unfinished_text::check);
    "unknown-method" BND201 Facts Error => Reported;
    "unknown-rule" BND903 Checking Warning => Checking;
    "unknown-status" BND202 Facts Error => Reported;
    "unknown-type" BND203 Facts Warning => Reported;
    "unlinked-page" BND410 Reference Warning => Reference(unlinked_page::check);
    "unread-column" BND013 Structure Warning => Reported;
    "unread-fence" BND015 Structure Warning => Reported;
    "unread-header" BND222 Facts Warning => Reported;
    "unread-heading" BND011 Structure Warning => Reported;
    "unread-page" BND020 Structure Error => Reported;
    "unread-query" BND223 Facts Warning => Reported;
    "unread-row" BND014 Structure Warning => Reported;
    "unread-table" BND012 Structure Warning => Reported;
    "unread-text" BND016 Structure Warning => Reported;
    "unrendered-reference" BND104 Text Warning => Page(unrendered_reference::check);
    "unsure-dialect" BND009 Structure Warning => Reported;
    "unused-baseline-entry" BND904 Checking Warning => Checking;
    "unused-suppression" BND901 Checking Warning => Checking;
}
