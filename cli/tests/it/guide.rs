//! `docs/schema.md` is run: its files are written, its changes made, its commands executed, and
//! what they say is what the page says. `STRAIT_UPDATE=1` writes what they say into the page.

use std::{env, fs, path::Path, process::Command};

use crate::{shop, support::Folder};

/// A fenced block; the info line is `rust file=src/lib.rs`.
struct Block<'p> {
    info: &'p str,
    language: &'p str,
    file: Option<&'p str>,
    text: &'p str,
}

#[test]
fn the_guide_is_true() {
    let path = shop::repository().join("docs/schema.md");
    let page = fs::read_to_string(&path).expect("the guide is there");
    let folder = shop::package("");
    folder.command("git", &["init", "--quiet", "--initial-branch=main"]);
    for (key, value) in
        [("user.name", "A"), ("user.email", "a@example.com"), ("commit.gpgsign", "false")]
    {
        folder.command("git", &["config", key, value]);
    }
    let (mut executed, mut in_ci) = (Vec::new(), Vec::new());
    let mut updated = String::new();
    for part in parts(&page) {
        let Part::Code(block) = part else {
            updated += part.text();
            continue;
        };
        let mut text = block.text.to_owned();
        match (block.language, block.file) {
            ("diff", Some(file)) => change(&folder, file, block.text),
            ("console", None) => {
                text = run(&folder, block.text, &mut executed);
            }
            (_, Some(file)) => {
                folder.write(file, block.text);
            }
            ("yaml", None) => {
                let steps = block.text.lines().filter_map(|line| line.split_once("run: "));
                // The page has no other repository to fetch the main branch from.
                in_ci.extend(steps.map(|(_, step)| step.replace("origin/", "")));
            }
            (language, None) => panic!("a block of {language} says nothing that is tested"),
        }
        updated += &format!("```{}\n{text}```\n", block.info);
    }
    assert!(executed.len() > 10 && in_ci.len() > 2, "{executed:?} {in_ci:?}");
    for step in in_ci {
        assert!(executed.contains(&step), "{step:?} is not in {executed:?}");
    }
    if env::var_os("STRAIT_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, updated).expect("the guide is written");
    } else {
        assert_eq!(page, updated, "the guide says something else; STRAIT_UPDATE=1 rewrites it");
    }
}

enum Part<'p> {
    Prose(&'p str),
    Code(Block<'p>),
}

impl Part<'_> {
    fn text(&self) -> &str {
        match self {
            Part::Prose(text) => text,
            Part::Code(block) => block.text,
        }
    }
}

fn parts(page: &str) -> Vec<Part<'_>> {
    let fences = page.split_inclusive("```").collect::<Vec<_>>();
    assert!(fences.len() % 2 == 1, "every block ends");
    let mut parts = Vec::new();
    for (index, text) in fences.into_iter().enumerate() {
        let text = text.strip_suffix("```").unwrap_or(text);
        if index % 2 == 0 {
            // The end of the line of the fence before.
            parts.push(Part::Prose(text.strip_prefix('\n').filter(|_| index > 0).unwrap_or(text)));
            continue;
        }
        let (info, text) = text.split_once('\n').expect("an info line ends");
        let mut words = info.split(' ');
        let language = words.next().unwrap_or_default();
        let file = words.next().and_then(|word| word.strip_prefix("file="));
        parts.push(Part::Code(Block { info, language, file, text }));
    }
    parts
}

/// Replaces the lines with ` ` and `-` by those with ` ` and `+`.
fn change(folder: &Folder, file: &str, diff: &str) {
    let lines = |without: char| {
        let kept = diff.lines().filter(|line| !line.starts_with(without));
        kept.map(|line| format!("{}\n", line.get(1..).unwrap_or_default())).collect::<String>()
    };
    folder.edit(file, &lines('+'), &lines('-'));
}

/// Runs each `$ command` and gives the block with what they said.
fn run(folder: &Folder, block: &str, executed: &mut Vec<String>) -> String {
    let strait = Path::new(env!("CARGO_BIN_EXE_strait")).parent().expect("a folder").to_owned();
    let paths = env::var_os("PATH").unwrap_or_default();
    let paths = env::join_paths([strait].into_iter().chain(env::split_paths(&paths)));
    let paths = paths.expect("paths without separators in them");
    let mut said = String::new();
    for line in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        // The test itself may have been told to update.
        let mut shell = Command::new("sh");
        shell.env("PATH", &paths).env_remove("STRAIT_UPDATE").env_remove("RUST_BACKTRACE");
        let output = folder.run(shell.args(["-c", &format!("exec 2>&1\n{line}")]));
        let out = output.out.trim_end();
        said += &format!("$ {line}\n{out}{}", if out.is_empty() { "" } else { "\n" });
        if let Some(code) = output.code.filter(|&code| code != 0) {
            said += &format!("[exit code {code}]\n");
        }
        executed.push(line.to_owned());
    }
    said
}
