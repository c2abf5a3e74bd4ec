//! This program again, under valgrind's callgrind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::baseline::Counts;
use crate::cases::{CASES, Case};

/// All that the program may know of its surroundings, so that they are the same everywhere.
///
/// glibc chooses among its ways to copy and to search memory by the processor, and callgrind counts what it chose: it
/// is told to choose as if the processor had only what every one of its architecture has. The others make malloc keep
/// freed memory, as the bench does.
const SURROUNDINGS: [(&str, &str); 4] = [
    ("PATH", "/usr/bin:/bin"),
    (
        "GLIBC_TUNABLES",
        "glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-EVEX,-ERMS,-FSRM,-SSE4_1,-SSE4_2,-SSSE3,\
         -AVX_Fast_Unaligned_Load",
    ),
    ("MALLOC_TRIM_THRESHOLD_", "4000000000"),
    ("MALLOC_MMAP_THRESHOLD_", "4000000000"),
];

/// Starting the program takes a few instructions more or less from run to run: only the functions of `actions` count.
const ACTIONS: &str = "--toggle-collect=*instructions*actions*";

/// Counts for each case what one message takes.
pub fn count_all() -> Result<BTreeMap<String, Counts>> {
    let valgrind = Valgrind::find()?;
    CASES.iter().map(|case| Ok((case.name.to_owned(), valgrind.count(case)?))).collect()
}

/// Where things are.
struct Valgrind {
    program: PathBuf,
    /// The folder and the name of this program.
    folder: PathBuf,
    own_name: String,
}

impl Valgrind {
    fn find() -> Result<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&path).map(|folder| folder.join("valgrind")).find(|file| file.is_file());
        let program = found.context("valgrind is not there; install it, for example by `apt-get install valgrind`")?;
        let own = std::env::current_exe()?;
        let folder = own.parent().context("the program lies in no folder")?.to_owned();
        let name = own.file_name().and_then(|name| name.to_str()).context("the program has no name")?;
        Ok(Self { program, folder, own_name: format!("./{name}") })
    }

    /// What comes with every message is the difference between two runs of different length.
    fn count(&self, case: &Case) -> Result<Counts> {
        let n_bytes = case.repeat(1)?;
        let n_times = (2_000_000 / n_bytes).clamp(20, 1000);
        let (short, long) = (self.run(case, n_times)?, self.run(case, 2 * n_times)?);
        let each = |count: fn(&Run) -> u64| {
            let more = count(&long).checked_sub(count(&short));
            let more = more.with_context(|| format!("{}: twice as often took less", case.name))?;
            anyhow::Ok((more as f64 / n_times as f64).round() as u64)
        };
        let (instructions, allocations) = (each(|run| run.n_instructions)?, each(|run| run.n_allocations)?);
        ensure!(0 < instructions, "callgrind does not find the functions of the module `actions`");
        Ok(Counts { bytes: n_bytes as u64, instructions, allocations })
    }

    fn run(&self, case: &Case, n_times: usize) -> Result<Run> {
        let profile = self.folder.join(format!("callgrind.{}", std::process::id()));
        let mut command = Command::new(&self.program);
        command.args(["--tool=callgrind", "--compress-strings=no", "--compress-pos=no", ACTIONS]);
        command.arg(format!("--callgrind-out-file={}", profile.display()));
        // By a path that is the same everywhere, since the length of it moves what comes after it in memory.
        command.arg(&self.own_name).args(["repeat", case.name, &n_times.to_string()]).current_dir(&self.folder);
        command.env_clear().envs(SURROUNDINGS);
        let output = command.output().with_context(|| format!("{command:?} cannot be started"))?;
        let run = Run::load(&profile);
        // There may be none.
        let _ = std::fs::remove_file(&profile);
        ensure!(output.status.success(), "{command:?} fails:\n{}", String::from_utf8_lossy(&output.stderr));
        run
    }
}

/// What callgrind saw of a run.
struct Run {
    n_instructions: u64,
    n_allocations: u64,
}

impl Run {
    fn load(profile: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(profile).context("callgrind has written nothing")?;
        let mut n_instructions = None;
        let mut n_allocations = 0;
        let mut called = "";
        for line in text.lines() {
            if let Some(name) = line.strip_prefix("cfn=") {
                called = name;
            } else if let Some(calls) = line.strip_prefix("calls=") {
                if ["malloc", "calloc", "realloc", "posix_memalign"].contains(&called) {
                    n_allocations += calls.split(' ').next().unwrap_or_default().parse::<u64>()?;
                }
            } else if let Some(totals) = line.strip_prefix("totals: ") {
                n_instructions = Some(totals.trim().parse()?);
            }
        }
        let Some(n_instructions) = n_instructions else { bail!("callgrind has written no totals") };
        Ok(Self { n_instructions, n_allocations })
    }
}
