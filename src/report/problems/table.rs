//! The table of problems, in the order in which a file is read.

use super::{Example, Problem};

/// All of them. Every code that is used in a diagnostic and is no rule's has its line here, which a test holds.
pub(crate) static PROBLEMS: &[Problem] = &[
    // The text
    Problem {
        code: "unreadable",
        summary: "the file is no text that can be read",
        fix: "Nothing of the file is read. Save it as UTF-8 text; most editors do so by default. A file that was \
              exported from a spreadsheet or packed is no stack file.",
        example: Example::Described("A binary file, or a text in UTF-16 or Latin-1."),
    },
    Problem {
        code: "yaml-syntax",
        summary: "the text is not YAML",
        fix: "Linchpin leaves out the part that it cannot read and goes on with the rest, so other findings may be \
              missing. Mend the first one and look again: most are an indentation, a bracket or quote that is still \
              open, or a tab.",
        example: Example::Stack("version: 1\ntools:\n  - {id: crm, name: CRM, category: crm\n"),
    },
    Problem {
        code: "yaml-duplicate-key",
        summary: "the same key stands twice in one map",
        fix: "Only one of the two can count. Delete the other.",
        example: Example::Stack(
            "version: 1\ntools:\n  - id: crm\n    name: CRM\n    category: crm\n    name: Salesforce\n",
        ),
    },
    Problem {
        code: "yaml-alias",
        summary: "an alias such as `*mops` names no anchor",
        fix: "The value is read as nothing. Write it out, or put the anchor (`&mops`) before the alias.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm, notes: *later}\n",
        ),
    },
    Problem {
        code: "yaml-merge",
        summary: "`<<` merges something that is no map",
        fix: "Let it name a map, or a list of maps, that stands further up with an anchor.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm, <<: salesforce}\n",
        ),
    },
    Problem {
        code: "yaml-tag",
        summary: "a tag such as `!secret` means nothing here",
        fix: "The value is read as if the tag were not there. Delete the tag; Linchpin reads no secrets and runs no code.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm, notes: !secret crm}\n",
        ),
    },
    Problem {
        code: "yaml-documents",
        summary: "the file holds more than one YAML document",
        fix: "Only the first is read. Put the others into files of their own and `include` them, or delete the `---` line.",
        example: Example::Stack(
            "version: 1\ntools: [{id: crm, name: CRM, category: crm}]\n---\ntools: []\n",
        ),
    },
    Problem {
        code: "yaml-limit",
        summary: "the file is larger or nested deeper than any stack",
        fix: "Reading stops there. Split the stack into several files with `include`. A file that grows so far is \
              mostly an export by mistake, or aliases that multiply.",
        example: Example::Described("Aliases of aliases of aliases, or brackets a hundred deep."),
    },
    Problem {
        code: "suspicious-characters",
        summary: "a text holds characters that do not show",
        fix: "They can make a name look like another one. Linchpin shows a harmless sign in their place; delete them, \
              unless you know why they are there.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: \"CRM\\u202e\", category: crm}\n",
        ),
    },
    // The file as a whole
    Problem {
        code: "stack-empty",
        summary: "there is no stack in the file",
        fix: "`linchpin init` writes one to begin with.",
        example: Example::Stack("# nothing but a comment\n"),
    },
    Problem {
        code: "stack-not-a-map",
        summary: "the file is no map of keys such as `tools`",
        fix: "Begin it with `version: 1`, then `tools:` and `integrations:`.",
        example: Example::Stack("- salesforce\n- hubspot\n"),
    },
    Problem {
        code: "version-missing",
        summary: "the file names no version of the format",
        fix: "It is read as version 1. Begin it with `version: 1`, so that later versions know what you meant.",
        example: Example::Stack("tools: [{id: crm, name: CRM, category: crm}]\n"),
    },
    Problem {
        code: "version-unknown",
        summary: "the file names a version that is not known here",
        fix: "It is read as version 1. Write `version: 1`, or use a newer Linchpin.",
        example: Example::Stack("version: 7\ntools: [{id: crm, name: CRM, category: crm}]\n"),
    },
    Problem {
        code: "include-missing",
        summary: "an included file is not there or cannot be read",
        fix: "What it holds is missing from every answer. Correct the path; it is relative to the file that includes it.",
        example: Example::Stack("version: 1\ninclude: [tools.yaml]\n"),
    },
    Problem {
        code: "include-escape",
        summary: "an include leads out of the stack's folder",
        fix: "It is not read: a stack must not reach other files of whoever opens it. Move the file into the folder, and \
              name it by a relative path.",
        example: Example::Stack("version: 1\ninclude: [../private.yaml]\n"),
    },
    Problem {
        code: "include-cycle",
        summary: "a file includes itself, perhaps over others",
        fix: "Take out one of the includes; the way around is shown with the problem.",
        example: Example::Stack("version: 1\ninclude: [stack.yaml]\n"),
    },
    Problem {
        code: "include-limit",
        summary: "too many files are included, or too deep",
        fix: "Reading stops there. Include the files from the main one, not from each other.",
        example: Example::Described("A pattern such as `**/*.yaml` over a large folder."),
    },
    Problem {
        code: "described-twice",
        summary: "two files describe the same thing",
        fix: "The first one counts. Keep one of them.",
        example: Example::Described("Two included files that both have a `company:`."),
    },
    Problem {
        code: "too-many-problems",
        summary: "the file has more problems than are shown",
        fix: "So many mostly have one cause. Mend the first ones and look again.",
        example: Example::Described("More than a thousand problems in one file."),
    },
    // Keys and values
    Problem {
        code: "unknown-key",
        summary: "a key that the format does not have",
        fix: "It is not read. Mostly it is mistyped: the nearest key is suggested. Notes of your own belong under \
              `extra:`, or in keys that begin with `x-`.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm, ownr: ana}\n",
        ),
    },
    Problem {
        code: "missing-key",
        summary: "a key is missing without which the entry says too little",
        fix: "Add it. What is not known yet may be written as `unknown`.",
        example: Example::Stack("version: 1\ntools:\n  - {id: crm, category: crm}\n"),
    },
    Problem {
        code: "bad-value",
        summary: "a value that the key cannot have",
        fix: "It is not read, and counts as not known. The message says what is expected; `docs/formats.md` lists all keys.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm, tier: one}\n",
        ),
    },
    Problem {
        code: "bad-id",
        summary: "an id with capitals, spaces or other signs",
        fix: "Ids are what others refer to: lower-case letters, digits, `-`, `_` and `.`. The name to show is `name`.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: My CRM, name: My CRM, category: crm}\n",
        ),
    },
    Problem {
        code: "method-spelling",
        summary: "a method of integration in another spelling",
        fix: "It is understood; write the name that is shown, so that everybody's files read alike.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}\n  - {id: mail, name: Mail, category: marketing-automation}\n\
             integrations:\n  - {id: sync, from: crm, to: mail, method: zapier}\n",
        ),
    },
    Problem {
        code: "repeated-item",
        summary: "a list names the same thing twice",
        fix: "Delete one of the two.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm, functions: [leads, deals, leads]}\n",
        ),
    },
    Problem {
        code: "field-unknown",
        summary: "a field that its object does not list",
        fix: "Whatever needs it looks unfed. Correct the name (the nearest is suggested), or add it to the object's `fields`.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}\n\
             objects:\n  - {id: person, name: Person, system_of_record: crm, fields: [{name: email}]}\n\
             automations:\n  - {id: welcome, name: Welcome, tool: crm, reads: [person.emial]}\n",
        ),
    },
    Problem {
        code: "alias-shared",
        summary: "two tools answer to the same name",
        fix: "Nobody can tell which of them is meant. Take the name from one of them.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}\n  - {id: sales, name: Sales Hub, category: crm, aka: [CRM]}\n",
        ),
    },
    Problem {
        code: "policy-unknown",
        summary: "a threshold that no rule asks for",
        fix: "It changes nothing. Correct the name under `company.policies` (the nearest is suggested).",
        example: Example::Stack(
            "version: 1\ncompany: {policies: {hops_maximum: 5}}\ntools:\n  - {id: crm, name: CRM, category: crm}\n",
        ),
    },
    // Findings that are accepted
    Problem {
        code: "accept-unknown-rule",
        summary: "a rule that does not exist is accepted or ignored",
        fix: "Nothing is accepted by it. Correct the name (the nearest is suggested); `linchpin explain` lists all \
              rules. Problems of the text cannot be accepted: they are mended.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}\n\
             accept:\n  - {rule: orphan-tol, on: crm, reason: Only reports come from it}\n",
        ),
    },
    Problem {
        code: "accept-expired",
        summary: "a finding was accepted until a day that has passed",
        fix: "The finding counts again. Do what it says, or decide anew and name a later day.",
        example: Example::Stack(
            "version: 1\ncompany: {as_of: 2026-09-15}\ntools:\n  \
             # linchpin: ignore[owner-missing] until 2026-06-30 - goes in summer\n  \
             - {id: crm, name: CRM, category: crm, tier: 1}\n",
        ),
    },
    Problem {
        code: "accept-unused",
        summary: "a finding is accepted that there is not",
        fix: "Delete it: what accepts nothing today may hide something tomorrow. An entry under `accept` names the rule \
              and the id of what the finding is about; a comment stands on the line that the finding names, or above \
              the item.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}\n\
             accept:\n  - {rule: owner-left, on: crm, reason: She helps out until May}\n",
        ),
    },
    Problem {
        code: "ignore-malformed",
        summary: "a comment for Linchpin that it does not understand",
        fix: "It silences nothing. Write `# linchpin: ignore[rule] until 2027-01-31 - reason`; the day and the reason \
              may be left out, and several rules are separated by commas.",
        example: Example::Stack(
            "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}  # linchpin: ignore[]\n",
        ),
    },
    Problem {
        code: "ignore-misplaced",
        summary: "a comment that ignores a rule stands above no item",
        fix: "It silences nothing. Put it on the line that the finding names, or above the item that it is about. A whole \
              section cannot be silenced.",
        example: Example::Stack(
            "version: 1\n# linchpin: ignore[orphan-tool] - we know\ntools:\n  - {id: crm, name: CRM, category: crm}\n",
        ),
    },
    // Scenarios
    Problem {
        code: "empty-file",
        summary: "the scenario file is empty",
        fix: "Write at least one change, such as `changes: [{remove: {tool: marketo}}]`.",
        example: Example::Scenario("# nothing but a comment\n"),
    },
    Problem {
        code: "change-refused",
        summary: "a change cannot be written into the text",
        fix: "What comes out of a change is read again, and must be the stack that was simulated. Where the text does \
              not allow that, as in a part that several items share through an anchor, nothing is written: make this \
              change by hand, and the others with it.",
        example: Example::Described(
            "`linchpin apply` with a change to an item that is an alias of another.",
        ),
    },
    Problem {
        code: "change-unwritten",
        summary: "a change of a scenario has no place in a stack file",
        fix: "Nothing to do: an outage passes, and the stack afterwards is the stack before. The rest is written.",
        example: Example::Described("`linchpin apply` with an `outage` among the changes."),
    },
    Problem {
        code: "catalog-unknown-product",
        summary: "a catalogue file names a product that neither it nor the shipped catalogue has",
        fix: "The row is left out; the rest of the file counts. Correct the name (the nearest is suggested), or add the \
              product under `products` with its id, name and category.",
        example: Example::Described(
            "A file given with `--catalog` in which a connector names the product `hubspt`.",
        ),
    },
    Problem {
        code: "scenario-unknown",
        summary: "a change names something that the stack does not have",
        fix: "The change is not made; the others are. Correct the name (the nearest is suggested), or add the thing in an \
              earlier change.",
        example: Example::Scenario("version: 1\nchanges:\n  - remove: {tool: marketoo}\n"),
    },
    Problem {
        code: "scenario-conflict",
        summary: "a change adds what is there already",
        fix: "The change is not made. Give the new one another id, or `set` the one that is there.",
        example: Example::Scenario(
            "version: 1\nchanges:\n  - add: {tool: {id: marketo, name: Marketo, category: marketing-automation}}\n",
        ),
    },
    Problem {
        code: "scenario-unsettable",
        summary: "`set` cannot change a thing of this kind",
        fix: "The change is not made. Settings of tools, integrations, objects, credentials, people, teams and journeys \
              can be set; edit the stack file for others.",
        example: Example::Described("`set: {campaign: spring, name: Summer}`."),
    },
    Problem {
        code: "scenario-carried",
        summary: "a change takes more with it than it names",
        fix: "This is for your information: what hangs on a tool that goes, such as its credentials, goes too.",
        example: Example::Scenario(
            "version: 1\nchanges:\n  - replace: {tool: marketo, by: hubspot}\n",
        ),
    },
    Problem {
        code: "scenario-dangling",
        summary: "after a change, a name stands for nothing",
        fix: "Something still refers to what is gone. Change it in the same scenario.",
        example: Example::Scenario(
            "version: 1\nchanges:\n  - set: {integration: marketo-salesforce, owner: nobody}\n",
        ),
    },
    Problem {
        code: "effort-unusable",
        summary: "`company.effort` names no item, or not three numbers",
        fix: "The shipped hours are used. Each key is an item of the table of efforts, each value the best case, the likely \
              one and the worst, in hours.",
        example: Example::Stack(
            "version: 1\ncompany: {name: Example, effort: {recipes: [2, 5, 16]}}\n",
        ),
    },
    Problem {
        code: "accept-selector",
        summary: "an accepted finding says `on` what cannot be understood",
        fix: "Nothing is accepted by it. `on` takes the id of what a finding is about, or a selector such as \
              `owner:ana,method:manual*`; `linchpin list findings SELECTOR` shows what a selector means.",
        example: Example::Analysed(
            "version: 1\naccept: [{rule: owner-missing, on: \"methd:manual*\", reason: known}]\n",
        ),
    },
];
