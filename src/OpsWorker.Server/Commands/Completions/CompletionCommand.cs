using System.CommandLine;

namespace OpsWorker.Server.Commands.Completions;

/// <summary><c>opsworker completion</c>: a shell's script that completes this program's command lines.</summary>
internal static class CompletionCommand
{
    public static Command Create() => new("completion", "Print the script by which a shell completes command lines of opsworker.")
    {
        Shell("bash", "Load it by: source <(opsworker completion bash)", CompletionScripts.Bash),
        Shell("zsh", "Load it by: source <(opsworker completion zsh)", CompletionScripts.Zsh),
        Shell("fish", "Load it by: opsworker completion fish | source", CompletionScripts.Fish),
    };

    private static Command Shell(string name, string description, string script)
    {
        var command = new Command(name, description);
        command.SetAction(_ => Console.Out.WriteLine(script));
        return command;
    }
}
