//! What templates see, as JSON Schemas beside them.

use bindery_generator::target::{TEMPLATES, context_schema};
use std::path::Path;

#[test]
fn the_committed_schemas_are_those_of_the_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let is_blessed = std::env::var_os("BINDERY_BLESS").is_some();
    let mut with_schema = 0;
    for (group, templates) in TEMPLATES {
        for (name, text) in *templates {
            let template = format!("{group}/{name}");
            let there = std::fs::read_to_string(folder.join(&template));
            assert_eq!(
                there.expect("it is compiled in from there"),
                *text,
                "{template}"
            );
            let path = folder.join(template.replace(".j2", ".schema.json"));
            let Some(schema) = context_schema(&template) else {
                assert!(!path.exists(), "{} is of no template", path.display());
                continue;
            };
            with_schema += 1;
            let schema = serde_json::to_string_pretty(&schema).expect("it is JSON") + "\n";
            if is_blessed {
                std::fs::write(&path, &schema).expect("it can be written");
            }
            let committed = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                committed == schema,
                "{} is not what the code says: run `BINDERY_BLESS=1 cargo test -p \
                 bindery-generator --test templates`",
                path.display()
            );
        }
    }
    assert!(with_schema > 5, "only {with_schema}");
}

#[test]
fn every_template_is_compiled_in_and_told_of() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let readme = std::fs::read_to_string(folder.join("README.md")).expect("it is there");
    let known: Vec<String> = TEMPLATES
        .iter()
        .flat_map(|(group, all)| all.iter().map(move |(name, _)| format!("{group}/{name}")))
        .collect();
    for name in &known {
        assert!(
            readme.contains(&format!("`{name}`")),
            "templates/README.md tells nothing of {name}"
        );
    }
    for group in std::fs::read_dir(&folder).expect("it is a folder") {
        let group = group.expect("it can be read").path();
        let files = std::fs::read_dir(&group).into_iter().flatten();
        for file in files.map(|file| file.expect("it can be read").path()) {
            let name = file
                .strip_prefix(&folder)
                .expect("it is below")
                .display()
                .to_string();
            let is_known = !name.ends_with(".j2") || known.contains(&name);
            assert!(
                is_known,
                "templates/{name} is not in TEMPLATES of target/mod.rs"
            );
        }
    }
}
