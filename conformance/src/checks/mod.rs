//! The checks: one file, one line and one page in `specs/checks` each.

use crate::check::Check;

mod broken_encoding;
mod created_not_readable;
mod credentials_not_needed;
mod date_time_without_offset;
mod deleted_still_there;
mod documented_request_refused;
mod empty_body;
mod filter_ignored;
mod leaked_secret;
mod leaked_stack_trace;
mod malformed_base64;
mod malformed_date_time;
mod malformed_input_accepted;
mod media_type_not_as_asked;
mod method_not_allowed_without_allow;
mod missing_header;
mod missing_media_type;
mod missing_parameter_accepted;
mod missing_property;
mod no_answer;
mod number_out_of_range;
mod orderby_ignored;
mod patch_changes_less;
mod patch_changes_more;
mod property_in_other_case;
mod put_not_idempotent;
mod put_not_replacing;
mod repeated_property;
mod sample_differs;
mod select_ignored;
mod server_error;
mod server_error_on_bad_input;
mod skip_ignored;
mod slower_than_documented;
mod top_ignored;
mod trailing_bytes;
mod truncated_body;
mod unacceptable_media_type_answered;
mod unauthorized_without_challenge;
mod undocumented_body;
mod undocumented_media_type;
mod undocumented_media_type_accepted;
mod undocumented_property;
mod undocumented_redirect;
mod undocumented_status;
mod unexpected_null;
mod unknown_enum_member;
mod unknown_member_accepted;
mod unknown_method_answered;
mod unknown_path_answered;
mod unparsable_body;
mod wrong_body_kind;
mod wrong_credentials_accepted;
mod wrong_item_type;
mod wrong_map_value;
mod wrong_type;

/// Every check, by id.
pub const ALL: &[Check] = &[
    broken_encoding::CHECK,
    created_not_readable::CHECK,
    credentials_not_needed::CHECK,
    date_time_without_offset::CHECK,
    deleted_still_there::CHECK,
    documented_request_refused::CHECK,
    empty_body::CHECK,
    filter_ignored::CHECK,
    leaked_secret::CHECK,
    leaked_stack_trace::CHECK,
    malformed_base64::CHECK,
    malformed_date_time::CHECK,
    malformed_input_accepted::CHECK,
    media_type_not_as_asked::CHECK,
    method_not_allowed_without_allow::CHECK,
    missing_header::CHECK,
    missing_media_type::CHECK,
    missing_parameter_accepted::CHECK,
    missing_property::CHECK,
    no_answer::CHECK,
    number_out_of_range::CHECK,
    orderby_ignored::CHECK,
    patch_changes_less::CHECK,
    patch_changes_more::CHECK,
    property_in_other_case::CHECK,
    put_not_idempotent::CHECK,
    put_not_replacing::CHECK,
    repeated_property::CHECK,
    sample_differs::CHECK,
    select_ignored::CHECK,
    server_error::CHECK,
    server_error_on_bad_input::CHECK,
    skip_ignored::CHECK,
    slower_than_documented::CHECK,
    top_ignored::CHECK,
    trailing_bytes::CHECK,
    truncated_body::CHECK,
    unacceptable_media_type_answered::CHECK,
    unauthorized_without_challenge::CHECK,
    undocumented_body::CHECK,
    undocumented_media_type::CHECK,
    undocumented_media_type_accepted::CHECK,
    undocumented_property::CHECK,
    undocumented_redirect::CHECK,
    undocumented_status::CHECK,
    unexpected_null::CHECK,
    unknown_enum_member::CHECK,
    unknown_member_accepted::CHECK,
    unknown_method_answered::CHECK,
    unknown_path_answered::CHECK,
    unparsable_body::CHECK,
    wrong_body_kind::CHECK,
    wrong_credentials_accepted::CHECK,
    wrong_item_type::CHECK,
    wrong_map_value::CHECK,
    wrong_type::CHECK,
];

/// The check of an id.
pub fn find(id: &str) -> Option<&'static Check> {
    ALL.iter().find(|check| check.id == id)
}
