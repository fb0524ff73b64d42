//! scratch
use bindery_generator::{dialect::*, *};
use bindery_model::*;
fn main() {
    let t = std::time::Instant::now();
    let dialects = builtin().unwrap();
    eprintln!("dialects {:?}", t.elapsed());
    let mut map = SourceMap::new();
    for root in std::env::args().skip(2) {
        let mut stack = vec![std::path::PathBuf::from(root)];
        while let Some(p) = stack.pop() {
            if p.is_dir() {
                for e in std::fs::read_dir(&p).unwrap() {
                    stack.push(e.unwrap().path());
                }
            } else {
                map.add(
                    p.to_string_lossy().to_string(),
                    String::from_utf8_lossy(&std::fs::read(&p).unwrap()).into_owned(),
                );
            }
        }
    }
    eprintln!("read {:?}", t.elapsed());
    let (api, _pages) = read_pages(&map, Choice::Auto(&dialects));
    eprintln!("parsed {:?}", t.elapsed());
    let (api, diags) = resolve::resolve(api, &map, &dialects);
    eprintln!("resolved {:?}", t.elapsed());
    let out = std::env::args().nth(1).unwrap();
    std::fs::write(out, serde_json::to_string(&scratch(&api)).unwrap()).unwrap();
    eprintln!("emitted {:?}", t.elapsed());
    let mut by = std::collections::BTreeMap::new();
    for x in &diags {
        let e = by.entry(x.code).or_insert((0, vec![]));
        e.0 += 1;
        if e.1.len() < 4 {
            e.1.push(format!("{} {}", map.place(x.span), x.message));
        }
    }
    for (k, v) in by {
        eprintln!("{k} {}", v.0);
        for l in v.1 {
            eprintln!("   {}", l.chars().take(220).collect::<String>());
        }
    }
}

use serde_json::{Value, json};
fn ty(api: &ResolvedApi, t: &Type) -> Value {
    match t {
        Type::Any => json!({}),
        Type::Scalar(s) => match s {
            Scalar::Int32 => json!({"type":"integer","format":"int32"}),
            Scalar::Int64 => json!({"type":"integer","format":"int64"}),
            Scalar::Double => json!({"type":"number","format":"double"}),
            Scalar::Boolean => json!({"type":"boolean"}),
            Scalar::String => json!({"type":"string"}),
            Scalar::DateTime => json!({"type":"string","format":"date-time"}),
            Scalar::Date => json!({"type":"string","format":"date"}),
            Scalar::Byte => json!({"type":"string","contentEncoding":"base64"}),
            Scalar::Binary => json!({"type":"string","format":"binary"}),
        },
        Type::Enum(m) => json!({"type":"string","enum":m}),
        Type::Array(i) => json!({"type":"array","items":ty(api,i)}),
        Type::Map(i) => {
            let v = ty(api, i);
            json!({"type":"object","additionalProperties": if v==json!({}) {json!({"type":"object"})} else {v}})
        }
        Type::Object => json!({"type":"object"}),
        Type::Schema(id) => {
            json!({"$ref": format!("#/components/schemas/{}", api.schema(*id).name)})
        }
    }
}
fn scratch(api: &ResolvedApi) -> Value {
    let mut paths = serde_json::Map::new();
    for o in &api.operations {
        let params: Vec<Value> = o.parameters.iter().map(|p| json!({"name":p.name.value,"in":p.location.as_str(),"required":p.required.is_some(),"schema":ty(api,&p.value_type)})).collect();
        let mut responses = serde_json::Map::new();
        for r in &o.responses {
            let mut x = json!({"description":""});
            if let Some(b) = &r.body {
                x["content"] = json!({"application/json":{"schema":ty(api,&b.value_type)}});
            }
            responses.insert(r.status.value.to_string(), x);
        }
        let mut op = json!({"operationId":o.id.value,"parameters":params,"responses":responses});
        if let Some(r) = &o.request {
            op["requestBody"] =
                json!({"content":{"application/json":{"schema":ty(api,&r.value_type)}}});
        }
        let e = paths.entry(o.path.value.clone()).or_insert(json!({}));
        e[o.method.value.as_str().to_lowercase()] = op;
    }
    let mut schemas = serde_json::Map::new();
    for s in &api.schemas {
        let mut props = serde_json::Map::new();
        for p in &s.properties {
            props.insert(p.name.clone(), ty(api, &p.value_type));
        }
        schemas.insert(s.name.clone(), json!({"type":"object","properties":props}));
    }
    json!({"openapi":"3.1.0","paths":paths,"components":{"schemas":schemas}})
}
