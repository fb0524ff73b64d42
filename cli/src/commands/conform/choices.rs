//! What arguments and bindery.yaml choose together: arguments go first.

use super::super::Session;
use crate::args::Conform;
use crate::config::Serve;
use crate::exit::Failure;
use bindery_conformance::check::{Check, Policy, Undocumented};
use bindery_conformance::checks;
use bindery_conformance::effects::Effect;
use bindery_conformance::exchange::Header;
use bindery_conformance::findings::Baseline;
use bindery_conformance::judge;
use bindery_conformance::plan::{self, GivenValues, Selection, Shard};
use bindery_conformance::report::{Coverage, Known};
use bindery_conformance::send;
use bindery_conformance::send::credentials::Origin;
use bindery_conformance::send::request::Base;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Everything that was chosen.
pub(super) struct Choices {
    /// Where the server is; with `serve`, where that is then found.
    pub(super) url: Option<String>,
    /// The service to start, unless the arguments name a server.
    pub(super) serve: Option<Serve>,
    hosts: Vec<String>,
    headers: Vec<Header>,
    pub(super) origin: Option<Origin>,
    pub(super) plan: plan::Options,
    pub(super) sender: send::Options,
    pub(super) policy: Policy,
    pub(super) checks: Vec<&'static Check>,
    /// The findings that `--only` names: no others are told.
    pub(super) findings: Vec<String>,
    pub(super) known: Known,
    pub(super) baseline: Option<PathBuf>,
    pub(super) coverage: Option<Coverage>,
    pub(super) jobs: usize,
    pub(super) patience: usize,
    pub(super) reports: Reports,
}

/// The files that are written, where they are wanted.
pub(super) struct Reports {
    pub(super) json: Option<PathBuf>,
    pub(super) junit: Option<PathBuf>,
    pub(super) sarif: Option<PathBuf>,
    pub(super) html: Option<PathBuf>,
}

impl Reports {
    fn new(args: &crate::args::Reports, session: &Session<'_>) -> Self {
        let config = &session.config.conform;
        let either = |argument: &Option<PathBuf>, config: &Option<String>| {
            let argument = argument.as_ref();
            let argument = argument.map(|path| session.paths.of_argument(path));
            argument.or_else(|| Some(session.paths.of_config(config.as_ref()?)))
        };
        Reports {
            json: either(&args.json, &config.json),
            junit: either(&args.junit, &config.junit),
            sarif: either(&args.sarif, &config.sarif),
            html: either(&args.html, &config.html),
        }
    }
}

fn wrong(task: &'static str) -> impl Fn(String) -> Failure {
    move |message| Failure::usage(task, message)
}

impl Choices {
    pub(super) fn new(args: &Conform, session: &Session<'_>) -> Result<Self, Failure> {
        let config = &session.config.conform;
        let auth = args.server.auth.as_ref().or(config.auth.as_ref());
        let origin = auth.map(|one| Origin::parse(one)).transpose();
        let origin = origin.map_err(wrong("use the credentials"))?;
        let coverage = args
            .checks
            .min_coverage
            .as_ref()
            .or(config.min_coverage.as_ref());
        let coverage = coverage.map(|one| Coverage::parse(one)).transpose();
        let baseline = baseline_path(args, session);
        let checks_alone = checks_of_findings(&args.cases.only);
        let select = match checks_alone.is_empty() {
            true => either(&args.checks.select, &config.select),
            false => checks_alone,
        };
        let ignore = either(&args.checks.ignore, &config.ignore);
        let checks = judge::select(&select, &ignore)
            .map_err(|error| Failure::usage("choose checks", error.to_string()))?;
        Ok(Choices {
            url: args.server.url.clone().or_else(|| config.url.clone()),
            serve: match args.server.url {
                Some(_) => None,
                None => config.serve.clone(),
            },
            hosts: either(&args.server.host, &config.hosts),
            headers: headers(args, session)?,
            plan: plan_options(args, session, origin.is_some())?,
            origin,
            sender: sender(args, session)?,
            policy: policy(args, session)?,
            known: known(args, &checks, baseline.as_deref(), session)?,
            checks,
            findings: findings(&args.cases.only),
            baseline,
            coverage: coverage.map_err(wrong("use --min-coverage"))?,
            jobs: jobs(args, session)?,
            patience: args.server.max_failures.unwrap_or(5).max(1),
            reports: Reports::new(&args.reports, session),
        })
    }

    /// Where requests go, if they may go there. `served`: where the service was started.
    pub(super) fn base(&self, served: Option<&String>) -> Result<Base, Failure> {
        let Some(url) = served.or(self.url.as_ref()) else {
            let help = "give `--url URL`, or write `url:` or `serve:` below `conform:` into \
                        bindery.yaml";
            return Err(Failure::usage("find the server", "no address is given").help(help));
        };
        let wrong = |what: &str| Failure::usage("use the address", format!("`{url}` {what}"));
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        if !matches!(scheme, "http" | "https") {
            return Err(wrong("has to start with `http://` or `https://`"));
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or("");
        if authority.contains('@') {
            let message = "the address holds credentials, which every log would show";
            return Err(Failure::usage("use the address", message).help("give them with `--auth`"));
        }
        if url.contains(['?', '#']) {
            return Err(wrong(
                "has a query or fragment, behind which no path can stand",
            ));
        }
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
            _ => authority,
        };
        if host.is_empty() {
            return Err(wrong("names no host"));
        }
        let is_listed = |one: &String| one.eq_ignore_ascii_case(host) || one == authority;
        if !self.hosts.is_empty() && !self.hosts.iter().any(is_listed) {
            let hosts = self.hosts.join(", ");
            return Err(wrong(&format!(
                "is at none of the hosts that are allowed: {hosts}"
            )));
        }
        Ok(Base {
            url: url.trim_end_matches('/').to_owned(),
            headers: self.headers.clone(),
        })
    }
}

/// What the arguments say, or else bindery.yaml.
fn either(args: &[String], config: &[String]) -> Vec<String> {
    match args {
        [] => config.to_vec(),
        args => args.to_vec(),
    }
}

fn headers(args: &Conform, session: &Session<'_>) -> Result<Vec<Header>, Failure> {
    let mut headers = Vec::new();
    for one in &args.server.header {
        let (name, value) = one.split_once(':').ok_or_else(|| {
            // The value may be a secret.
            let message = "a header is written `Name: value`";
            Failure::usage("use a header", message)
        })?;
        headers.push(header(name.trim(), value.trim()));
    }
    let config = session.config.conform.headers.iter();
    headers.extend(config.map(|(name, value)| header(name, value)));
    Ok(headers)
}

/// A header whose name sounds like a secret is one.
fn header(name: &str, value: &str) -> Header {
    let mut header = Header::new(name, value);
    let lower = name.to_lowercase();
    let sounds = [
        "token", "secret", "key", "ticket", "auth", "password", "session",
    ];
    header.secret |= sounds.iter().any(|word| lower.contains(word));
    header
}

fn plan_options(
    args: &Conform,
    session: &Session<'_>,
    has_credentials: bool,
) -> Result<plan::Options, Failure> {
    let config = &session.config.conform;
    let writes = Effect::ALL
        .iter()
        .copied()
        .filter(|one| *one != Effect::Read);
    let allowed = match args.cases.allow_writes {
        true => writes.collect(),
        false => {
            let named = either(&args.cases.allow, &config.allow);
            let effect = |name: &String| {
                let effect = Effect::parse(name).filter(|one| *one != Effect::Read);
                effect.ok_or_else(|| {
                    let message = format!(
                        "`{name}` cannot be allowed; there is create, update, delete, action"
                    );
                    Failure::usage("allow writes", message)
                })
            };
            named.iter().map(effect).collect::<Result<_, _>>()?
        }
    };
    let values = GivenValues::new(config.values.clone());
    let shard = args.cases.shard.as_ref().map(|one| Shard::parse(one));
    let shard = shard.transpose().map_err(wrong("use --shard"))?;
    Ok(plan::Options {
        seed: args.cases.seed.or(config.seed).unwrap_or(1),
        allowed,
        foreign: args.cases.allow_foreign || config.allow_foreign,
        has_credentials,
        values: values.map_err(wrong("use the values of bindery.yaml"))?,
        selection: Selection::new(&globs(&args.cases.only), shard)
            .map_err(wrong("use --only"))?
            .of_findings(findings(&args.cases.only)),
    })
}

/// The check of a finding's id, such as `wrong-type:Pen/Ink`.
fn check_of_finding(word: &str) -> Option<&str> {
    let check = word.split_once(':').map_or(word, |(check, _)| check);
    checks::find(check).map(|check| check.id)
}

/// The checks of the findings that `--only` names.
fn checks_of_findings(only: &[String]) -> Vec<String> {
    let found = only.iter().filter_map(|word| check_of_finding(word));
    found.map(str::to_owned).collect()
}

/// The findings that `--only` names with their causes.
fn findings(only: &[String]) -> Vec<String> {
    let is_one = |word: &&String| word.contains(':') && check_of_finding(word).is_some();
    only.iter().filter(is_one).cloned().collect()
}

/// What `--only` says of cases: all that is no finding.
fn globs(only: &[String]) -> Vec<String> {
    let is_glob = |word: &&String| check_of_finding(word).is_none();
    only.iter().filter(is_glob).cloned().collect()
}

fn sender(args: &Conform, session: &Session<'_>) -> Result<send::Options, Failure> {
    let server = &args.server;
    let default = send::Options::default();
    let seconds = |given: Option<f64>, default: Duration| match given {
        None => Ok(default),
        Some(given) => Duration::try_from_secs_f64(given)
            .ok()
            .filter(|one| !one.is_zero())
            .ok_or_else(|| {
                let message = format!("`{given}` is no number of seconds above 0");
                Failure::usage("use a timeout", message)
            }),
    };
    let read = |path: &PathBuf| {
        let path = session.paths.of_argument(path);
        std::fs::read(&path).map_err(|error| Failure::io("read", session.paths.shown(&path), error))
    };
    let wait = seconds(server.timeout, default.wait_timeout)?;
    Ok(send::Options {
        connect_timeout: seconds(server.connect_timeout, default.connect_timeout)?,
        wait_timeout: wait,
        body_timeout: wait,
        largest_body: server.max_body.unwrap_or(default.largest_body),
        retries: server.retries.unwrap_or(default.retries),
        rate: rate(args, session)?,
        proxy: server.proxy.clone(),
        is_direct: false,
        authorities: server.ca.iter().map(read).collect::<Result<_, _>>()?,
        certificate: server.client_cert.as_ref().map(read).transpose()?,
    })
}

fn policy(args: &Conform, session: &Session<'_>) -> Result<Policy, Failure> {
    let config = &session.config.conform;
    let default = Policy::default();
    let word = args
        .checks
        .undocumented
        .as_ref()
        .or(config.undocumented.as_ref());
    let undocumented = match word.map(String::as_str) {
        None => default.undocumented,
        Some("strict") => Undocumented::Strict,
        Some("additive") => Undocumented::Additive,
        Some("learn") => Undocumented::Learn,
        Some(other) => {
            let message = format!("`{other}` is no policy; there is strict, additive, learn");
            return Err(Failure::usage("use `undocumented`", message));
        }
    };
    Ok(Policy {
        undocumented,
        common_statuses: config
            .common_statuses
            .clone()
            .unwrap_or(default.common_statuses),
        slack_percent: config.slack_percent.unwrap_or(default.slack_percent),
    })
}

fn baseline_path(args: &Conform, session: &Session<'_>) -> Option<PathBuf> {
    let config = session.config.conform.baseline.as_ref();
    let given = args.checks.baseline.as_ref();
    given
        .map(|path| session.paths.of_argument(path))
        .or_else(|| config.map(|path| session.paths.of_config(path)))
}

fn known(
    args: &Conform,
    checks: &[&'static Check],
    path: Option<&Path>,
    session: &Session<'_>,
) -> Result<Known, Failure> {
    let asked = match args.server.har {
        // What was recorded holds what it holds.
        Some(_) => &[],
        None => checks,
    };
    let known = Known {
        today: jiff::Zoned::now().date(),
        checks: asked.iter().map(|one| one.id).collect(),
        findings: findings(&args.cases.only),
        ..Known::default()
    };
    let will_write = args.checks.write_baseline.is_some();
    let Some(path) = path else {
        if will_write {
            let help =
                "give `--baseline FILE`, or write `baseline:` below `conform:` into bindery.yaml";
            let failure = Failure::usage("write the baseline", "no file is given for it");
            return Err(failure.help(help));
        }
        return Ok(known);
    };
    let shown = session.paths.shown(path);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        // It is written for the first time.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && will_write => String::new(),
        Err(error) => return Err(Failure::io("read", shown, error)),
    };
    let baseline = Baseline::read(&text)
        .map_err(|error| Failure::usage("read the baseline", format!("{shown}: {error}")))?;
    let pages = &args.pages.pages;
    Ok(Known {
        baseline,
        is_whole: session.is_whole(pages, &session.find(pages)?)?,
        ..known
    })
}

/// How many requests are under way at once.
fn jobs(args: &Conform, session: &Session<'_>) -> Result<usize, Failure> {
    match args.server.jobs.or(session.config.conform.jobs) {
        Some(0) => Err(Failure::usage(
            "use --jobs",
            "`0` sends nothing; the least is 1",
        )),
        jobs => Ok(jobs.unwrap_or(4)),
    }
}

/// How many requests a second are sent, at the most.
fn rate(args: &Conform, session: &Session<'_>) -> Result<Option<f64>, Failure> {
    let rate = args.server.rate.or(session.config.conform.rate);
    match rate.filter(|rate| !rate.is_finite() || *rate <= 0.0) {
        Some(rate) => {
            let message = format!("`{rate}` is no number of requests above 0");
            Err(Failure::usage("use --rate", message))
        }
        None => Ok(rate),
    }
}
