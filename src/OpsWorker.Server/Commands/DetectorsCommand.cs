using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker detectors</c>: what diagnosis can find, and by what.</summary>
internal static class DetectorsCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON array." };
        var command = new Command(
            "detectors", "List the causes that diagnosis can find, with their evidence and remedies. Markdown.") { json };
        command.SetAction(arguments =>
        {
            var entries = DetectorCatalogue.All.Select(DetectorEntry.Of).ToList();
            Console.Out.WriteLine(arguments.GetValue(json)
                ? JsonSerializer.Serialize(entries, DetectorsJson.Default.ListDetectorEntry)
                : Page(entries));
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Page(IReadOnlyList<DetectorEntry> entries) => string.Join("\n\n", entries.Select(entry =>
        $"""
        ## {string.Join(", ", entry.Codes)}

        {entry.Decides}
        Remedy: {entry.Remedy}
        """));
}

/// <summary>A detector as the list shows it.</summary>
internal sealed record DetectorEntry(IReadOnlyList<CauseCode> Codes, string Decides, string Remedy)
{
    public static DetectorEntry Of(IDetector detector) => new(detector.Codes, detector.Decides, detector.Remedy);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(List<DetectorEntry>))]
internal sealed partial class DetectorsJson : JsonSerializerContext;
