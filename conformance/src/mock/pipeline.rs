//! From a request to an answer: found, allowed, understood, done, written.

use super::answer::{apply, is_asked, write};
use super::faults::{Fault, Lax, Rule, Scene};
use super::problem::Problem;
use super::reply::{Reply, field};
use super::request::{Preference, body, choose, credentials, fits_path, format_of, parameters};
use super::router::Found;
use super::state::{Doing, Kept};
use super::{Answers, Asked, Mock};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use bindery_model::resolved::{Operation, Parameter, Response};
use bindery_model::{Location, SampleLine, Scalar, Type};
use serde_json::Value;

/// What is to be done, once the path and method are known.
struct Task<'a> {
    /// An index into the operations of the model.
    at: usize,
    operation: &'a Operation,
    of_path: Vec<String>,
    asked: &'a Asked,
    faults: &'a [&'static Fault],
}

impl Mock {
    /// The answer to a request, and the index of its operation.
    pub fn reply(&self, asked: &Asked) -> (Reply, Option<usize>) {
        let found = self.router.find(&asked.path);
        let at = found
            .as_ref()
            .and_then(|found| self.operation(found, asked));
        // Where the method is unknown the faults of the first operation of the path count.
        let first = || found.as_ref()?.operations.first().copied();
        let faults = self.broken(at.or_else(first));
        let answered = self.answer(found, at, asked, &faults);
        let is_refusal = answered.is_err();
        let mut reply = answered.unwrap_or_else(|problem| problem.reply(&self.sources));
        if !faults.is_empty() {
            let scene = self.scene(at, asked, is_refusal);
            for fault in &faults {
                fault.break_reply(&scene, &mut reply);
            }
        }
        (reply, at)
    }

    fn scene<'a>(&'a self, at: Option<usize>, asked: &'a Asked, is_refusal: bool) -> Scene<'a> {
        let operation = at.map(|at| &self.api.operations[at]);
        let body = operation.and_then(|one| one.responses.get(success(one)?)?.body.as_ref());
        Scene {
            api: &self.api,
            operation,
            wanted: body.map(|body| &body.value_type),
            asked,
            is_refusal,
        }
    }

    /// The operation of a path that has the method, and whose parameters fit best.
    fn operation(&self, found: &Found<'_>, asked: &Asked) -> Option<usize> {
        let of_method = |method: &str| {
            let all = found.operations.iter().copied();
            let is_one = |at: &usize| self.api.operations[*at].method.value.as_str() == method;
            let mut all = all.filter(is_one).peekable();
            let first = all.peek().copied();
            let fits = |at: &usize| fits_path(&self.api.operations[*at], &found.values, asked);
            // Any text is a text, so a number goes to the operation that takes a number.
            let fitting = all.filter(fits);
            let best = fitting.min_by_key(|at| open_parts(&self.api.operations[*at]));
            best.or(first)
        };
        // What can be got can be asked for its head (RFC 9110 section 9.3.2).
        let head = || (asked.method == "HEAD").then(|| of_method("GET")).flatten();
        of_method(&asked.method).or_else(head)
    }

    fn answer(
        &self,
        found: Option<Found<'_>>,
        at: Option<usize>,
        asked: &Asked,
        faults: &[&'static Fault],
    ) -> Result<Reply, Problem> {
        let lax = Lax(faults);
        let Some(found) = found else {
            if lax.is(Rule::UnknownPath) {
                return Ok(Reply::new(StatusCode::OK));
            }
            let detail = "no page documents this path";
            return Err(Problem::new(StatusCode::NOT_FOUND, detail).part("path", &*asked.path));
        };
        let Some(at) = at else {
            if lax.is(Rule::UnknownMethod) {
                return Ok(Reply::new(StatusCode::OK));
            }
            return Err(self.not_allowed(&found));
        };
        let operation = &self.api.operations[at];
        credentials(&self.api, operation, asked, &self.options.credentials, &lax)?;
        let task = Task {
            at,
            operation,
            of_path: found.values,
            asked,
            faults,
        };
        self.perform(&task, &lax)
    }

    /// RFC 9110 section 15.5.6.
    fn not_allowed(&self, found: &Found<'_>) -> Problem {
        let operations = found.operations.iter().map(|at| &self.api.operations[*at]);
        let mut methods: Vec<&str> = operations.map(|one| one.method.value.as_str()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.sort_unstable();
        methods.dedup();
        let methods = methods.join(", ");
        let detail = format!("the pages document {methods} for this path");
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
        let first = found.operations.first().map(|at| &self.api.operations[*at]);
        let problem = problem.part("method", "").header(header::ALLOW, &methods);
        match first {
            Some(operation) => problem.documented(operation.method.span()),
            None => problem,
        }
    }

    fn perform(&self, task: &Task<'_>, lax: &Lax<'_>) -> Result<Reply, Problem> {
        let Task {
            operation, asked, ..
        } = *task;
        let preference = Preference::new(asked);
        let response_at = match preference.code {
            Some(code) => match position(operation, code) {
                Some(at) => Some(at),
                None => return self.undocumented(operation, code),
            },
            None => success(operation),
        };
        let response = response_at.and_then(|at| operation.responses.get(at));
        let media_type = acceptable(response, asked, lax)?;
        parameters(&self.api, operation, &task.of_path, asked, lax)?;
        let body = body(&self.api, operation, asked, lax)?;
        let (Some(response_at), Some(response)) = (response_at, response) else {
            return Ok(Reply::new(StatusCode::OK));
        };
        let status = StatusCode::from_u16(response.status.value).unwrap_or(StatusCode::OK);
        let mut reply = Reply::new(status);
        reply.headers.extend(shown_fields(operation, response));
        if let Some(applied) = preference.applied() {
            reply.set(
                HeaderName::from_static("preference-applied"),
                field(&applied),
            );
        }
        let media_type = match (media_type, &response.body) {
            (Some(at), Some(_)) => at,
            _ => {
                self.done(task, body.as_ref(), preference.code.is_some())?;
                return Ok(reply);
            }
        };
        let is_plain = !self.options.stateful
            && !task.faults.iter().any(|fault| fault.is_of_values())
            && !is_asked(asked)
            && preference == Preference::default();
        if is_plain {
            let field = self.field(task.at, response_at, media_type);
            return Ok(reply.body(field, self.body(task.at, response_at, media_type)));
        }
        self.special(
            task,
            lax,
            &preference,
            body.as_ref(),
            (response_at, media_type),
            reply,
        )
    }

    /// An answer that has to be made for this request alone.
    fn special(
        &self,
        task: &Task<'_>,
        lax: &Lax<'_>,
        preference: &Preference,
        body: Option<&Value>,
        (response_at, media_type): (usize, usize),
        mut reply: Reply,
    ) -> Result<Reply, Problem> {
        let Some(documented) = &task.operation.responses[response_at].body else {
            return Ok(reply);
        };
        let wanted = &documented.value_type;
        let mut value = self.preferred(task, preference, response_at)?;
        if preference.code.is_none() {
            value =
                match self.keep(&self.doing(task, body, Some((&value, wanted)), &keeping(task)))? {
                    Kept::Value(value) => value,
                    Kept::Documented | Kept::Done => value,
                };
        }
        let note = apply(
            &self.api,
            task.operation,
            task.asked,
            lax,
            (&mut value, wanted),
        );
        if let Some(note) = note {
            reply.set(HeaderName::from_static("mock-note"), field(&note));
        }
        let scene = Scene {
            wanted: Some(wanted),
            ..self.scene(Some(task.at), task.asked, false)
        };
        for fault in task.faults {
            fault.break_value(&scene, &mut value);
        }
        let format = format_of(&documented.media_types[media_type]);
        let bytes = write(self, &value, wanted, format);
        Ok(reply.body(self.field(task.at, response_at, media_type), bytes))
    }

    /// The documented value, or that which the request prefers.
    fn preferred(
        &self,
        task: &Task<'_>,
        preference: &Preference,
        response_at: usize,
    ) -> Result<Value, Problem> {
        if preference.example.is_none() && preference.dynamic.is_none() {
            return Ok(self.value(task.at, response_at).clone());
        }
        let answers = match preference.dynamic {
            Some(true) => Answers::Generated,
            Some(false) => Answers::Sample,
            None => self.options.answers,
        };
        let made = self.made(task.at, response_at, answers, preference.example);
        made.ok_or_else(|| {
            let number = task.operation.sample_responses.len();
            let detail = format!(
                "the page shows {number} sample responses; `example` is one of these numbers"
            );
            let problem = Problem::new(StatusCode::NOT_FOUND, detail).part("header", "Prefer");
            problem.documented(task.operation.span)
        })
    }

    /// Does what an operation without a body in its answer does.
    fn done(
        &self,
        task: &Task<'_>,
        body: Option<&Value>,
        is_only_shown: bool,
    ) -> Result<(), Problem> {
        if is_only_shown || !self.options.stateful {
            return Ok(());
        }
        self.keep(&self.doing(task, body, None, &keeping(task)))
            .map(|_| ())
    }

    fn doing<'a>(
        &self,
        task: &'a Task<'_>,
        body: Option<&'a Value>,
        documented: Option<(&'a Value, &'a Type)>,
        broken: &'a [super::state::Keeping],
    ) -> Doing<'a> {
        Doing {
            operation: task.at,
            of_path: &task.of_path,
            asked: task.asked,
            body,
            documented,
            broken,
        }
    }

    /// A status that is asked for and that the page does not list: a failure can be shown all the same.
    fn undocumented(&self, operation: &Operation, code: u16) -> Result<Reply, Problem> {
        let refused = |detail: String| {
            let problem = Problem::new(StatusCode::NOT_FOUND, detail).part("header", "Prefer");
            Err(problem.documented(operation.span))
        };
        match StatusCode::from_u16(code) {
            Ok(status) if code >= 400 => {
                let detail = "this status was asked for with `Prefer`; the page does not list it";
                Err(Problem::new(status, detail).documented(operation.span))
            }
            _ => {
                let all = operation
                    .responses
                    .iter()
                    .map(|one| one.status.value.to_string());
                let all = all.collect::<Vec<_>>().join(", ");
                refused(format!("the page lists the statuses {all}"))
            }
        }
    }
}

/// How many parameters of the path take any text.
fn open_parts(operation: &Operation) -> usize {
    let is_open = |one: &&Parameter| {
        one.location == Location::Path
            && matches!(one.value_type, Type::Any | Type::Scalar(Scalar::String))
    };
    operation.parameters.iter().filter(is_open).count()
}

fn keeping(task: &Task<'_>) -> Vec<super::state::Keeping> {
    task.faults
        .iter()
        .filter_map(|fault| fault.keeping())
        .collect()
}

/// The index of the answer that a good request gets: the first success, else the first of all.
fn success(operation: &Operation) -> Option<usize> {
    let of = |range: std::ops::Range<u16>| {
        let mut all = operation.responses.iter();
        all.position(|response| range.contains(&response.status.value))
    };
    of(200..300)
        .or_else(|| of(100..400))
        .or_else(|| of(0..1000))
}

fn position(operation: &Operation, code: u16) -> Option<usize> {
    let mut all = operation.responses.iter();
    all.position(|response| response.status.value == code)
}

/// The index of the documented media type that is sent; none where there is no body.
fn acceptable(
    response: Option<&Response>,
    asked: &Asked,
    lax: &Lax<'_>,
) -> Result<Option<usize>, Problem> {
    let Some(body) = response.and_then(|response| response.body.as_ref()) else {
        return Ok(None);
    };
    let accept = match lax.is(Rule::AcceptChoice) {
        true => None,
        false => asked.header(&header::ACCEPT),
    };
    // `$format` says the same and counts for more (OData 4.01 part 1 section 11.2.12).
    let format = asked
        .query("$format")
        .next()
        .filter(|_| accept.is_some() || !asked.query.is_empty());
    let by_format = format.and_then(|format| {
        let subtype = |one: &String| {
            one.eq_ignore_ascii_case(format)
                || one
                    .to_ascii_lowercase()
                    .ends_with(&format!("/{}", format.to_ascii_lowercase()))
        };
        body.media_types.iter().position(subtype)
    });
    if let Some(at) = by_format.or_else(|| choose(accept.as_deref(), &body.media_types)) {
        return Ok(Some(at));
    }
    if lax.is(Rule::Acceptable) {
        return Ok(Some(0));
    }
    let detail = format!("answers come in {}", body.media_types.join(", "));
    let problem = Problem::new(StatusCode::NOT_ACCEPTABLE, detail).part("header", "Accept");
    Err(problem.documented(body.type_evidence.span))
}

/// Fields that belong to the way of a message, and those that may hold secrets.
const NOT_SHOWN: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "keep-alive",
    "set-cookie",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The other fields of the sample.
fn shown_fields(operation: &Operation, response: &Response) -> Vec<(HeaderName, HeaderValue)> {
    let is_of = |line: &SampleLine| matches!(line, SampleLine::Status { code, .. } if *code == response.status.value);
    let mut samples = operation.sample_responses.iter();
    let Some(sample) = samples.find(|sample| is_of(&sample.start_line)) else {
        return Vec::new();
    };
    let fields = sample.headers.iter().filter_map(|one| {
        let name = HeaderName::try_from(one.name.as_str()).ok()?;
        let is_shown = !NOT_SHOWN.contains(&name.as_str());
        is_shown.then(|| (name, field(&one.value)))
    });
    fields.collect()
}
