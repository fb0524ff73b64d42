use super::{PatchError, json_patch, merge_patch};
use proptest::prelude::*;
use serde_json::{Value, json};

fn document() -> Value {
    json!({"TopicId": 3, "User": {"FullName": "Aisha"}, "Tags": ["a", "b"], "a/b": 1, "m~n": 2, "Rank": null})
}

/// What a single operation makes of one member of the document.
fn patched(operation: Value) -> Result<Value, PatchError> {
    json_patch(&document(), &json!([operation]))
}

#[test]
fn operations_change_what_they_name() {
    let path = |op: &str, path: &str, value: Value| json!({"op": op, "path": path, "value": value});
    for (operation, pointer, expected) in [
        (
            path("replace", "/TopicId", json!(5)),
            "/TopicId",
            Some(json!(5)),
        ),
        (
            path("replace", "topicid", json!(5)),
            "/TopicId",
            Some(json!(5)),
        ),
        (
            path("replace", "/user/FULLNAME", json!("B")),
            "/User/FullName",
            Some(json!("B")),
        ),
        (path("replace", "/Rank", json!(1)), "/Rank", Some(json!(1))),
        (
            path("add", "/TOPICID", json!(6)),
            "/TopicId",
            Some(json!(6)),
        ),
        (path("add", "/New", json!([])), "/New", Some(json!([]))),
        (
            path("add", "/tags/1", json!("x")),
            "/Tags",
            Some(json!(["a", "x", "b"])),
        ),
        (
            path("add", "/Tags/-", json!("x")),
            "/Tags",
            Some(json!(["a", "b", "x"])),
        ),
        (
            path("add", "/Tags/2", json!("x")),
            "/Tags",
            Some(json!(["a", "b", "x"])),
        ),
        (path("replace", "/a~1b", json!(7)), "/a~1b", Some(json!(7))),
        (path("replace", "/m~0n", json!(7)), "/m~0n", Some(json!(7))),
        (path("replace", "", json!({"x": 1})), "/x", Some(json!(1))),
        (
            json!({"op": "remove", "path": "/tags/0"}),
            "/Tags",
            Some(json!(["b"])),
        ),
        (json!({"op": "remove", "path": "user"}), "/User", None),
        (
            path("test", "/user", json!({"FullName": "Aisha"})),
            "/TopicId",
            Some(json!(3)),
        ),
        (
            path("test", "/TopicId", json!(3.0)),
            "/TopicId",
            Some(json!(3)),
        ),
        (
            path("test", "/rank", json!(null)),
            "/TopicId",
            Some(json!(3)),
        ),
    ] {
        let patched = patched(operation.clone()).expect("it fits");
        assert_eq!(patched.pointer(pointer), expected.as_ref(), "{operation}");
    }
}

#[test]
fn a_very_name_goes_before_its_other_cases() {
    let document = json!({"id": 1, "ID": 2});
    let changed = |path: &str| {
        let patch = json!([{"op": "replace", "path": path, "value": 9}]);
        json_patch(&document, &patch).expect("it fits")
    };
    assert_eq!(changed("/ID"), json!({"id": 1, "ID": 9}));
    assert_eq!(changed("/Id"), json!({"id": 9, "ID": 2}));
}

#[test]
fn a_test_that_fails_is_a_conflict() {
    for (path, value) in [
        ("/TopicId", json!(4)),
        ("/TopicId", json!("3")),
        ("/nothing", json!(null)),
        ("/User", json!({"FullName": "Aisha", "Id": 1})),
        ("/User", json!({})),
        ("/Tags", json!(["a"])),
    ] {
        let failed = patched(json!({"op": "test", "path": path, "value": value}));
        let (operation, path) = (1, path.to_owned());
        assert_eq!(failed, Err(PatchError::TestFailed { operation, path }));
    }
    let big = json!({"n": 9_007_199_254_740_993_u64});
    let test = json!([{"op": "test", "path": "/n", "value": 9_007_199_254_740_992_u64}]);
    assert!(
        json_patch(&big, &test).is_err(),
        "whole numbers are compared as such"
    );
}

#[test]
fn what_does_not_fit_is_told_with_its_operation() {
    for (operation, expected) in [
        (json!(5), "an operation is an object"),
        (json!({}), "`op` is missing"),
        (json!({"op": 1, "path": ""}), "`op` is no text"),
        (json!({"op": "add"}), "`path` is missing"),
        (
            json!({"op": "add", "path": "/x"}),
            "`add` at `/x`: `value` is missing",
        ),
        (
            json!({"op": "move", "path": "/x", "from": "/y"}),
            "`move` is not taken; there is add, remove, replace and test",
        ),
        (
            json!({"op": "ADD", "path": "/x", "value": 1}),
            "`ADD` is not taken; there is add, remove, replace and test",
        ),
        (
            json!({"op": "replace", "path": "/x", "value": 1}),
            "`replace` at `/x`: there is no `x`",
        ),
        (
            json!({"op": "replace", "path": "/x~2", "value": 1}),
            "`replace` at `/x~2`: in `x~2` a `~` is not escaped as `~0`",
        ),
        (
            json!({"op": "remove", "path": ""}),
            "`remove` at ``: the whole cannot be removed",
        ),
        (
            json!({"op": "remove", "path": "/Tags/2"}),
            "`remove` at `/Tags/2`: there is no `2`",
        ),
        (
            json!({"op": "remove", "path": "/Tags/01"}),
            "`remove` at `/Tags/01`: there is no `01`",
        ),
        (
            json!({"op": "add", "path": "/Tags/3", "value": 1}),
            "`add` at `/Tags/3`: there is no place `3`",
        ),
        (
            json!({"op": "add", "path": "/TopicId/x", "value": 1}),
            "`add` at `/TopicId/x`: what is above it is neither an object nor a list",
        ),
    ] {
        let error = patched(operation.clone()).expect_err("it does not fit");
        assert!(matches!(error, PatchError::Unfit { .. }), "{operation}");
        assert_eq!(
            error.to_string(),
            format!("operation 1: {expected}"),
            "{operation}"
        );
    }
    let error = json_patch(&document(), &json!({})).expect_err("no list");
    assert_eq!(error.to_string(), "a JSON Patch is a list of operations");
}

#[test]
fn all_operations_are_made_or_none() {
    let patch = json!([
        {"op": "replace", "path": "/TopicId", "value": 5},
        {"op": "test", "path": "/TopicId", "value": 5},
        {"op": "test", "path": "/TopicId", "value": 3},
    ]);
    let error = json_patch(&document(), &patch).expect_err("the last fails");
    assert_eq!(
        error.to_string(),
        "operation 3: `test` found another value at `/TopicId`"
    );
}

#[test]
fn patches_are_bounded() {
    let many = |times: usize| {
        json!(vec![
            json!({"op": "test", "path": "/TopicId", "value": 3});
            times
        ])
    };
    assert_eq!(json_patch(&document(), &many(1000)), Ok(document()));
    let error = json_patch(&document(), &many(1001)).expect_err("too many");
    assert_eq!(
        error.to_string(),
        "a JSON Patch may have 1000 operations, not 1001"
    );
    let deep = json!({"op": "add", "path": "/x".repeat(65), "value": 1});
    let error = patched(deep).expect_err("too deep").to_string();
    assert!(
        error.ends_with("a path may have 64 parts") && error.len() < 120,
        "{error}"
    );
    let deep = (0..200).fold(json!(1), |inner, _| json!({"x": inner}));
    let error = merge_patch(&document(), &deep).expect_err("too deep");
    assert_eq!(error.to_string(), "a JSON Merge Patch may be 128 deep");
}

/// The cases of RFC 7396, appendix A, whose patch is an object.
#[test]
fn merges_are_those_of_the_standard() {
    for (document, patch, expected) in [
        (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
        (
            json!({"a": "b"}),
            json!({"b": "c"}),
            json!({"a": "b", "b": "c"}),
        ),
        (json!({"a": "b"}), json!({"a": null}), json!({})),
        (
            json!({"a": "b", "b": "c"}),
            json!({"a": null}),
            json!({"b": "c"}),
        ),
        (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
        (
            json!({"a": {"b": "c"}}),
            json!({"a": {"b": "d", "c": null}}),
            json!({"a": {"b": "d"}}),
        ),
        (
            json!({"a": [{"b": "c"}]}),
            json!({"a": [1]}),
            json!({"a": [1]}),
        ),
        (
            json!({"e": null}),
            json!({"a": 1}),
            json!({"e": null, "a": 1}),
        ),
        (
            json!([1, 2]),
            json!({"a": "b", "c": null}),
            json!({"a": "b"}),
        ),
        (
            json!({}),
            json!({"a": {"bb": {"ccc": null}}}),
            json!({"a": {"bb": {}}}),
        ),
        (
            json!({"TopicId": 3}),
            json!({"topicid": 5}),
            json!({"TopicId": 5}),
        ),
    ] {
        assert_eq!(merge_patch(&document, &patch), Ok(expected), "{patch}");
    }
    let error = merge_patch(&json!({}), &json!(["c"])).expect_err("no object");
    assert_eq!(error.to_string(), "a JSON Merge Patch is an object");
}

proptest! {
    #[test]
    fn any_path_is_followed_or_refused(path in any::<String>(), op in "add|remove|replace|test") {
        let _ = patched(json!({"op": op, "path": path, "value": 1}));
    }

    /// What was added or replaced is then found by a test of the same path.
    #[test]
    fn what_was_put_there_is_there(path in "/?(TopicId|user|User/fullname|tags/[01]|new|a~1b)", value in 0..9) {
        let patch = json!([{"op": "add", "path": path, "value": value}, {"op": "test", "path": path, "value": value}]);
        prop_assert!(json_patch(&document(), &patch).is_ok());
    }
}
