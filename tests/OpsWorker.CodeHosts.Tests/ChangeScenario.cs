using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Testing;

namespace OpsWorker.CodeHosts.Tests;

/// <summary>A roll-out, the answers of a code host's API, and the change that must be named.</summary>
internal sealed record ChangeScenario
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "OpsWorker.CodeHosts.Tests", "Scenarios");

    public required string What { get; init; }

    /// <summary><c>github</c> or <c>gitlab</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The host's name, where it is a server of one's own.</summary>
    public string? Address { get; init; }

    public required DateTimeOffset AlertAt { get; init; }

    public required IReadOnlyList<RolledOutWorkload> Workloads { get; init; }

    /// <summary>The answers by method, path and the parameters that matter.</summary>
    public required IReadOnlyDictionary<string, ScriptedAnswer> Answers { get; init; }

    public required ExpectedChange Expected { get; init; }

    public static TheoryData<string> Names() =>
        [.. Directory.GetFiles(s_folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public static ChangeScenario Read(string name) => JsonSerializer.Deserialize(
        File.ReadAllText(Path.Combine(s_folder, name + ".json")), ScenarioJson.Default.ChangeScenario)!;
}

/// <summary>A workload with the images of its containers before and after its last roll-out.</summary>
internal sealed record RolledOutWorkload
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Before { get; init; }

    public required IReadOnlyList<string> After { get; init; }

    public required DateTimeOffset RolledOutAt { get; init; }

    public required bool Fails { get; init; }

    /// <summary>True where the revision after is the older one.</summary>
    public bool Returns { get; init; }

    public bool Restart { get; init; }

    public Dictionary<string, string> Annotations { get; set; } = [];

    /// <summary>The time at which it returned to the revision before; null where it did not.</summary>
    public DateTimeOffset? RolledBackAt { get; init; }

    /// <summary>A variable with its values before and after; empty for none.</summary>
    public IReadOnlyList<string> Variable { get; set; } = [];

    /// <summary>The log of the run before.</summary>
    public IReadOnlyList<string> Log { get; set; } = [];
}

internal sealed record ScriptedAnswer
{
    public required int Status { get; init; }

    public Dictionary<string, string> Headers { get; set; } = [];

    public required JsonElement Body { get; init; }
}

internal sealed record ExpectedChange
{
    /// <summary>The id of the change; null where none must be named.</summary>
    public string? Change { get; init; }

    public bool Returned { get; init; }

    /// <summary>Words of the reason that the report has.</summary>
    public string? Failure { get; init; }

    /// <summary>The number of requests; null where it does not matter.</summary>
    public int? Requests { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChangeScenario))]
internal sealed partial class ScenarioJson : JsonSerializerContext;
