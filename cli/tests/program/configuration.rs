//! bindery.yaml, dialects, colours, and arguments in general.

use crate::support::{Project, ended, page_with_surplus};

#[test]
fn without_pages_and_configuration_it_says_what_to_do() {
    let project = Project::new();
    for command in ["run", "model"] {
        let ended = project.run(&[command]);
        ended.expect(
            2,
            &[
                "there is no bindery.yaml here or above",
                "help: name files or folders",
            ],
        );
    }
    let generate = project.run(&["generate"]);
    generate.expect(
        2,
        &[
            "no target is given",
            "help: name one, such as `--target openapi`",
        ],
    );
    let generate = project.run(&["generate", "--target", "openapi"]);
    generate.expect(2, &["no folder is given", "`--out DIR`"]);
    project.write("bindery.yaml", "out: api\n");
    project
        .run(&["run"])
        .expect(2, &["bindery.yaml has no `pages`"]);
}

#[test]
fn arguments_that_there_are_not_are_wrong_usage() {
    let project = Project::with_pages(&["Pen"]);
    project.run(&[]).expect(2, &["Usage: bindery"]);
    project
        .run(&["modle"])
        .expect(2, &["unrecognized subcommand 'modle'"]);
    project
        .run(&["model", "--nope"])
        .expect(2, &["unexpected argument '--nope'"]);
    project
        .run(&["model", "-q", "-v", "pages"])
        .expect(2, &["cannot be used with"]);
    let version = project.run(&["--version"]);
    version.expect(0, &[]);
    assert_eq!(
        version.out,
        format!("bindery {}\n", env!("CARGO_PKG_VERSION"))
    );
    for command in ["run", "model", "generate"] {
        let help = project.run(&[command, "--help"]);
        help.expect(0, &[]);
        assert!(
            help.out.contains(&format!("Example: bindery {command}")),
            "{}",
            help.out
        );
        assert!(help.out.contains("Exits with "), "{}", help.out);
    }
    let help = project.run(&["generate", "--help"]);
    assert!(help.out.contains("one or more of openapi"), "{}", help.out);
}

#[test]
fn a_mistake_in_the_configuration_is_told_with_line_and_column() {
    let project = Project::with_pages(&["Pen"]);
    project.write("bindery.yaml", "pages: [pages]\nopenapi:\n  titel: Pens\n");
    let expected =
        "failed to read the configuration: bindery.yaml:3:3: openapi: unknown field `titel`";
    project.run(&["model"]).expect(2, &[expected]);
    project.write("other.yaml", "pages: [pages\n");
    project
        .run(&["model", "--config", "other.yaml"])
        .expect(2, &["other.yaml:"]);
    project
        .run(&["model", "--config", "lost.yaml"])
        .expect(3, &["failed to read lost.yaml: "]);
}

#[test]
fn paths_of_the_configuration_are_relative_to_it() {
    let project = Project::with_pages(&["Pen"]);
    project.write(
        "conf/bindery.yaml",
        "pages: [../pages]\ndialect: mine.yaml\n",
    );
    project.write("conf/mine.yaml", "name: mine\nextends: superoffice-2023\n");
    let ended = project.run(&["model", "--config", "conf/bindery.yaml"]);
    ended.expect(0, &[]);
    assert!(ended.out.contains("\"dialect\": \"mine\""), "{}", ended.out);
}

#[test]
fn dialects_are_chosen_by_name_or_file() {
    let project = Project::with_pages(&["Pen"]);
    let unknown = project.run(&["model", "pages", "--dialect", "klingon"]);
    unknown.expect(2, &["there is no dialect `klingon`", "superoffice-2023"]);
    project.write(
        "wrong.yaml",
        "name: wrong\nextends: superoffice\nfurnitur: []\n",
    );
    let wrong = project.run(&["model", "pages", "--dialect", "wrong.yaml"]);
    wrong.expect(
        2,
        &["failed to read the dialect: wrong.yaml:3:1: unknown field `furnitur`"],
    );
    project.write("mine.yaml", "name: mine\nextends: superoffice-2023\n");
    for (name, expected) in [
        ("superoffice-2023", "superoffice-2023"),
        ("mine.yaml", "mine"),
    ] {
        let ended = project.run(&["--dialect", name, "model", "pages"]);
        ended.expect(0, &[]);
        assert!(
            ended.out.contains(&format!("\"dialect\": \"{expected}\"")),
            "{name}"
        );
    }
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let project = Project::new();
    project.write("pages/Pen.md", page_with_surplus("Pen"));
    let has_colour = |args: &[&str], no_color: bool| {
        let mut command = project.command(args);
        if no_color {
            command.env("NO_COLOR", "1");
        }
        ended(&mut command).err.contains('\u{1b}')
    };
    assert!(
        !has_colour(&["model", "pages"], false),
        "stderr is no terminal"
    );
    assert!(has_colour(&["model", "pages", "--color", "always"], false));
    assert!(
        has_colour(&["model", "pages", "-v", "--color", "always"], true),
        "the argument wins"
    );
    assert!(!has_colour(&["model", "pages", "--color", "never"], false));
}

#[test]
fn how_much_is_told_is_the_users_choice() {
    let project = Project::new();
    for name in ["A", "B", "C", "D", "E"] {
        project.write(&format!("pages/{name}.md"), page_with_surplus(name));
    }
    let told = |flags: &[&str]| {
        let ended = project.run(&[&["model", "pages"], flags].concat());
        ended.expect(0, &[]);
        ended.err
    };
    let summary = told(&[]);
    assert!(
        summary.starts_with("warning[surplus-cell]: 5 places on 5 pages\n  pages/A.md:"),
        "{summary}"
    );
    assert!(summary.contains("\n  and 2 more\n"), "{summary}");
    assert!(!summary.contains("pages/D.md"), "{summary}");
    let all = told(&["-v"]);
    assert_eq!(all.matches("warning[surplus-cell]").count(), 5, "{all}");
    assert!(all.contains("| What it is called | surplus |\n"), "{all}");
    assert!(all.contains("^^^^^^^"), "{all}");
    assert_eq!(told(&["-q"]), "");
}
