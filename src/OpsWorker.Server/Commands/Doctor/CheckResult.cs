using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsWorker.Server.Commands.Doctor;

/// <summary>The outcome of a check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckStatus>))]
internal enum CheckStatus
{
    /// <summary>Nothing is wrong.</summary>
    Ok,

    /// <summary>Nothing to check: it is not set up.</summary>
    Skipped,

    /// <summary>It works, and somebody should look at it.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,
}

/// <summary>A check of <c>opsworker doctor</c>.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Status">Its outcome.</param>
/// <param name="Detail">The state that was found.</param>
/// <param name="Remedy">The way to put it right; null where nothing is to be done.</param>
internal sealed record CheckResult(string Check, CheckStatus Status, string Detail, string? Remedy = null);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CheckResult))]
internal sealed partial class DoctorJson : JsonSerializerContext;
