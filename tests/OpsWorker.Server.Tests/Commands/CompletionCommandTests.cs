using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class CompletionCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("opsworker inv", "investigate")]
    [InlineData("opsworker up --da", "--data")]
    [InlineData("opsworker cluster rot", "rotate-token")]
    public async Task Bash_completes_commands_and_options(string line, string completed)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");

        (await CompleteAsync(line)).ShouldBe([completed]);
    }

    [Theory]
    [InlineData("zsh", "compdef _opsworker opsworker")]
    [InlineData("fish", "complete --command opsworker")]
    public async Task Other_shells_get_scripts_of_their_own(string shell, string part) =>
        string.Join('\n', (await CommandResult.OfAsync("completion", shell)).ShouldExitWith(0).Output).ShouldContain(part);

    // The shell's own completion calls the function with these variables set.
    private async Task<IReadOnlyList<string>> CompleteAsync(string line)
    {
        var script = (await CommandResult.OfAsync("completion", "bash")).ShouldExitWith(0).Output;
        var command = string.Join(' ', ProductPrograms.Command("opsworker", []).Select(word => $"'{word}'"));
        File.WriteAllText(_folder.File("complete.sh"), string.Join('\n',
        [
            $"opsworker() {{ {command} \"$@\"; }}",
            .. script,
            $"COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))",
            "_opsworker",
            "printf '%s\\n' \"${COMPREPLY[@]}\"",
        ]));
        await using var bash = ChildProcess.Start("/bin/bash", [_folder.File("complete.sh")]);
        (await bash.ExitCodeAsync(TestContext.Current.CancellationToken)).ShouldBe(0, bash.Transcript());
        return bash.Output;
    }
}
