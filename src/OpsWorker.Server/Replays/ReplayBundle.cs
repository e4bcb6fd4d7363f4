using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Queries;
using OpsWorker.Server.Commands;

namespace OpsWorker.Server.Replays;

/// <summary>An investigation with all that it was given, in one file, so that it can be repeated without the cluster.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Report">The answer.</param>
/// <param name="Answers">The answers of the cluster, masked as the agent masks them.</param>
internal sealed record ReplayBundle(Incident Incident, Report Report, IReadOnlyList<QueryResult> Answers)
{
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Writes the file: JSON, compressed.</summary>
    /// <exception cref="UserErrorException">It cannot be written.</exception>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.Create(file);
            await using var packed = new GZipStream(stream, CompressionLevel.Optimal);
            await JsonSerializer.SerializeAsync(packed, this, ReplayJson.Default.ReplayBundle, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{file}: {e.Message}");
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is none.</exception>
    public static async Task<ReplayBundle> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            await using var packed = new GZipStream(stream, CompressionMode.Decompress);
            await using var bounded = new BoundedReadStream(packed, MaxBytes);
            return await JsonSerializer.DeserializeAsync(bounded, ReplayJson.Default.ReplayBundle, cancellationToken)
                ?? throw new JsonException("It is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new UserErrorException($"{file} is not read as a file of `opsworker investigate --save`: {e.Message}");
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReplayBundle))]
[JsonSerializable(typeof(ReplayDifference))]
internal sealed partial class ReplayJson : JsonSerializerContext;
