using System.CommandLine;
using System.Text.Json;
using OpsWorker.Pipeline.Drift;

namespace OpsWorker.Server.Commands.Drift;

/// <summary><c>opsworker drift</c>: compares manifests with the objects of a cluster.</summary>
internal static class DriftCommand
{
    public static Command Create()
    {
        var desired = new Argument<string>("MANIFESTS")
        {
            Description = "A file of manifests, or a folder of .yaml, .yml and .json files.",
        };
        var live = new Option<string>("--live")
        {
            Description = "The live objects, as `kubectl get -o yaml --show-managed-fields` prints them. Default: - for standard input",
            HelpName = "FILE",
            DefaultValueFactory = _ => "-",
        };
        var ns = new Option<string?>("--namespace", "-n")
        {
            Description = "The namespace of manifests that name none.",
            HelpName = "NAME",
        };
        var ignore = new Option<string?>("--ignore")
        {
            Description = "A file with ignoreDifferences, as an Application of Argo CD has them.",
            HelpName = "FILE",
        };
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command(
            "drift", "Compare manifests with live objects, field by field. Exit code 1 where something works otherwise than they say.")
        {
            desired, live, ns, ignore, json,
        };
        command.SetAction((arguments, _) => UserErrorException.GuardAsync(() => Task.FromResult(Run(
            DriftFiles.ReadAll(arguments.GetRequiredValue(desired)),
            DriftFiles.ReadLive(arguments.GetRequiredValue(live)),
            new DriftOptions
            {
                DefaultNamespace = arguments.GetValue(ns),
                Ignore = arguments.GetValue(ignore) is { } file ? DriftFiles.ReadRules(file) : [],
            },
            arguments.GetValue(json)))));
        return command;
    }

    private static int Run(IReadOnlyList<JsonElement> desired, IReadOnlyList<JsonElement> live, DriftOptions options, bool asJson)
    {
        var drift = DriftComparison.Compare(desired, live, options);
        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(drift, DriftJson.Default.IReadOnlyListFieldDrift));
        else DriftText.Write(Console.Out, drift, desired.Count);
        return drift.Any(d => d.Severity == DriftSeverity.Functional) ? ExitCodes.Failure : ExitCodes.Success;
    }
}
