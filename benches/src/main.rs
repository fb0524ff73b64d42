//! Measures reading a reference against a bare pass over its Markdown, and how it grows with the
//! number of pages.
//!
//! ```text
//! cargo run --release -p bindery-benches -- [PAGES] [--runs N]
//! ```

mod pages;
mod table;
mod work;

use bindery_generator::target::Target;
use pages::{PageFile, copies};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use table::Table;

/// The program's own allocator, so that what is measured is what users run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A failure: completes "failed to ...".
type Failure = Box<dyn std::error::Error>;

/// How many times as many pages each measurement of growth has.
const SCALES: [usize; 4] = [1, 2, 4, 8];

/// Pages to measure with, the first that there are.
const DEFAULT_PAGES: [&str; 2] = ["../shared/corpus/superoffice-2023/pages", "specs/pages"];

struct Args {
    pages: PathBuf,
    runs: usize,
    /// Set in a child process: what to measure there.
    child: Option<Child>,
}

/// What a child process measures, so that its peak of memory is its own.
#[derive(Clone, Copy)]
enum Child {
    Baseline,
    Reference {
        copies: usize,
    },
    /// Every target, or the one of this place in [`Target::ALL`].
    Targets {
        only: Option<usize>,
    },
}

fn main() -> ExitCode {
    let done = args().and_then(|args| match args.child {
        Some(child) => measure_child(&args, child),
        None => measure(&args),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: failed to {failure}");
            ExitCode::from(2)
        }
    }
}

fn args() -> Result<Args, Failure> {
    let mut args = Args {
        pages: PathBuf::new(),
        runs: 11,
        child: None,
    };
    let mut pages = None;
    let mut given = std::env::args().skip(1);
    while let Some(arg) = given.next() {
        let mut number = || -> Result<usize, Failure> {
            let value = given.next().unwrap_or_default();
            let wrong = |_| format!("read `{arg} {value}` as a number");
            Ok(value.parse::<usize>().map_err(wrong)?)
        };
        match arg.as_str() {
            "--runs" => args.runs = number()?.max(1),
            "--child-baseline" => args.child = Some(Child::Baseline),
            "--child-targets" => args.child = Some(Child::Targets { only: None }),
            "--child-target" => {
                args.child = Some(Child::Targets {
                    only: Some(number()?),
                });
            }
            "--child-copies" => args.child = Some(Child::Reference { copies: number()? }),
            _ if arg.starts_with('-') => {
                return Err(format!("understand `{arg}`; usage: [PAGES] [--runs N]").into());
            }
            _ => pages = Some(PathBuf::from(&arg)),
        }
    }
    let default = || DEFAULT_PAGES.iter().map(PathBuf::from).find(|p| p.is_dir());
    args.pages = pages
        .or_else(default)
        .ok_or("find pages: name a folder of them")?;
    Ok(args)
}

/// The whole program: A and B in turns, then growth.
fn measure(args: &Args) -> Result<(), Failure> {
    let paths = pages::list(&args.pages)?;
    let bytes: usize = pages::read(&paths)?
        .iter()
        .map(|page| page.text.len())
        .sum();
    let threads = std::thread::available_parallelism()?;
    println!(
        "{}: {} files, {:.1} MB; {threads} threads, {} runs in turns\n",
        args.pages.display(),
        paths.len(),
        bytes as f64 / 1e6,
        args.runs
    );
    let dialects = work::dialects()?;
    let (mut baseline, mut whole) = (Vec::new(), Vec::new());
    let mut phases: [Vec<Duration>; 4] = Default::default();
    // One turn of each goes before, so that the files are in the system's cache.
    for turn in 0..=args.runs {
        let start = Instant::now();
        let events = work::walk(&pages::read(&paths)?);
        let walked = start.elapsed();
        std::hint::black_box(events);
        let start = Instant::now();
        let texts = pages::read(&paths)?;
        let read = start.elapsed();
        let times = work::reference(texts, &dialects, &[Target::OpenApi])?;
        let all = start.elapsed();
        if turn > 0 {
            baseline.push(walked);
            whole.push(all);
            let of_turn = [read, times.pages, times.resolve, times.generate];
            phases
                .iter_mut()
                .zip(of_turn)
                .for_each(|(all, one)| all.push(one));
        }
    }
    let (a, b) = (median(&mut baseline), median(&mut whole));
    let mut table = Table::new(&["", "median ms", "of A", "MB/s"]);
    let mut row = |name: &str, time: Duration| {
        let ratio = time.as_secs_f64() / a.as_secs_f64();
        let speed = bytes as f64 / 1e6 / time.as_secs_f64();
        table.row(&[
            name.to_owned(),
            ms(time),
            format!("{ratio:.2}"),
            format!("{speed:.0}"),
        ]);
    };
    row("A  read files, walk Markdown events, 1 thread", a);
    row("B  read files, pages, resolve, OpenAPI, all threads", b);
    for (name, times) in ["read files", "pages", "resolve", "OpenAPI"]
        .iter()
        .zip(&mut phases)
    {
        row(&format!("   {name}"), median(times));
    }
    println!("{table}");
    growth(args)?;
    targets(args)
}

/// From texts to the files of every target, and of each alone, in a process of its own each.
fn targets(args: &Args) -> Result<(), Failure> {
    let mut table = Table::new(&["read, resolve and generate", "ms", "peak MB"]);
    let mut row = |name: &str, measured: Measured| {
        let peak = format!("{:.0}", measured.peak_kb as f64 / 1e3);
        table.row(&[name.to_owned(), ms(measured.time), peak]);
    };
    row("nothing", in_child(args, &["--child-target", "99"])?);
    for (at, target) in Target::ALL.iter().enumerate() {
        let only = at.to_string();
        row(target.name(), in_child(args, &["--child-target", &only])?);
    }
    row("all targets", in_child(args, &["--child-targets"])?);
    println!("\n{table}");
    Ok(())
}

/// Growth: each size in a process of its own.
fn growth(args: &Args) -> Result<(), Failure> {
    let mut table = Table::new(&["", "pages", "ms", "ms a page", "peak MB", "kB a page"]);
    let mut row = |name: String, measured: Measured| {
        let Measured {
            pages,
            time,
            peak_kb,
        } = measured;
        let each = time.as_secs_f64() * 1e3 / pages as f64;
        table.row(&[
            name,
            pages.to_string(),
            ms(time),
            format!("{each:.3}"),
            format!("{:.0}", peak_kb as f64 / 1e3),
            format!("{:.0}", peak_kb as f64 / pages as f64),
        ]);
    };
    row("A".to_owned(), in_child(args, &["--child-baseline"])?);
    for copies in SCALES {
        let copied = copies.to_string();
        row(
            format!("B {copies}x"),
            in_child(args, &["--child-copies", &copied])?,
        );
    }
    println!("{table}");
    println!(
        "Growth leaves reading the files out; the peak is VmHWM of a process that does nothing else."
    );
    Ok(())
}

struct Measured {
    pages: usize,
    time: Duration,
    peak_kb: usize,
}

fn in_child(args: &Args, what: &[&str]) -> Result<Measured, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    let command = command.arg(&args.pages).args(["--runs", "3"]).args(what);
    let output = command.stderr(std::process::Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<usize> = text
        .split_whitespace()
        .filter_map(|n| n.parse().ok())
        .collect();
    match numbers[..] {
        [pages, micros, peak_kb] if output.status.success() => Ok(Measured {
            pages,
            time: Duration::from_micros(micros as u64),
            peak_kb,
        }),
        _ => Err(format!("measure {}: {}", what.join(" "), output.status).into()),
    }
}

fn measure_child(args: &Args, child: Child) -> Result<(), Failure> {
    let texts = pages::read(&pages::list(&args.pages)?)?;
    let dialects = work::dialects()?;
    let mut times = Vec::with_capacity(args.runs);
    let mut count = texts.len();
    for _ in 0..args.runs {
        let pages: Vec<PageFile> = match child {
            Child::Baseline => Vec::new(),
            Child::Targets { .. } => copies(&texts, 1),
            Child::Reference { copies: number } => copies(&texts, number),
        };
        let start = Instant::now();
        match child {
            Child::Baseline => {
                std::hint::black_box(work::walk(&texts));
            }
            Child::Reference { .. } => {
                count = pages.len();
                work::reference(pages, &dialects, &[Target::OpenApi])?;
            }
            Child::Targets { only } => {
                let one = only.map(|at| Target::ALL.get(at..=at).unwrap_or(&[]));
                work::reference(pages, &dialects, one.unwrap_or(Target::ALL))?;
            }
        }
        times.push(start.elapsed());
    }
    let time = median(&mut times);
    println!(
        "{count} {} {}",
        time.as_micros(),
        peak_kb(Path::new("/proc/self/status"))?
    );
    Ok(())
}

/// The most memory that this process ever had resident, in kB (proc(5)).
fn peak_kb(status: &Path) -> Result<usize, Failure> {
    let status = std::fs::read_to_string(status)?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    Ok(number.ok_or("find VmHWM in /proc/self/status")?)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}
