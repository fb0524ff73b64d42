//! What every target that prints Rust must bear.

/// A page whose names and texts are as bad as they get.
pub(in crate::target) const NASTY: &str = r#"---
title: PUT Result/{type}
uid: v1Result_Self
---

# PUT Result/{type}

```http
PUT /api/v1/Result/{type}
```

Says "*/" and `{{ this }}`, \ and {% that %}. 😀

| Path Part | Type | Description |
|-----------|------|-------------|
| type | string | What "it" is **Required** |

## Query String Parameters

| Parameter Name | Type |  Description |
|----------------|------|--------------|
| send | Enum: Unknown, unknown, 1st | A name that requests have a method of. |
| Self | int32 | A keyword. |

## Request Body: Option

| Property Name | Type |  Description |
|----------------|------|--------------|
| type | string | A keyword |
| Links | string | One |
| _Links | string | The other |
| 😀 | string | No letters at all |
| Child | Option | Another one |

## Response:

OK

| Response | Description |
|----------------|-------------|
| 200 | "OK" \ */ |

### Response body: Option

| Property Name | Type |  Description |
|----------------|------|--------------|
| type | string | A keyword |
| Links | string | One |
| _Links | string | The other |
| 😀 | string | No letters at all |
| Child | Option | Another one |

## Sample request

```http!
PUT /api/v1/Result/{type}
Content-Type: application/json; charset=utf-8

{ "type": "a", "Links": "b", "_Links": "c", "😀": "d", "Child": null }
```

## Sample response

```http_
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{ "type": "a", "Links": "b", "_Links": "c", "😀": "d", "Child": { "type": "e" } }
```
"#;
