use bindery_generator::dialect::*;
use bindery_model::*;
fn main() {
    let t = std::time::Instant::now();
    let dialects = builtin().unwrap();
    eprintln!("dialects {:?}", t.elapsed());
    let mut map = SourceMap::new();
    for root in std::env::args().skip(1) {
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
    let mut n = std::collections::BTreeMap::new();
    let mut by = std::collections::BTreeMap::new();
    for (id, f) in map.files() {
        let (d, raw) = read_page(Choice::Auto(&dialects), id, f);
        *n.entry(d.map(|d| d.name().to_owned())).or_insert(0) += 1;
        for x in &raw.diagnostics {
            let e = by.entry(x.code).or_insert((0, vec![]));
            e.0 += 1;
            if e.1.len() < 4 {
                e.1.push(format!("{} {}", map.place(x.span), x.message));
            }
        }
    }
    eprintln!("parsed {:?}", t.elapsed());
    println!("{n:?}");
    for (k, v) in by {
        println!("{k} {}", v.0);
        for l in v.1 {
            println!("   {}", l.chars().take(220).collect::<String>());
        }
    }
}
