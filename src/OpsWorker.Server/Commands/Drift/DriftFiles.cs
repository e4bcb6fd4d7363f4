using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Pipeline.Drift;

namespace OpsWorker.Server.Commands.Drift;

/// <summary>Reads manifests, live objects and rules of a comparison.</summary>
internal static class DriftFiles
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private static readonly string[] s_endings = [".yaml", ".yml", ".json"];

    /// <summary>The manifests of a file, or of all files of a folder in order of their paths.</summary>
    /// <exception cref="UserErrorException">One cannot be read, or there is none.</exception>
    public static IReadOnlyList<JsonElement> ReadAll(string path)
    {
        var files = Directory.Exists(path)
            ? [.. Directory.GetFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => s_endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)]
            : new List<string> { path };
        var manifests = files.SelectMany(file => Parse(file, ReadText(file))).ToList();
        return manifests.Count > 0 ? manifests : throw new UserErrorException($"{path} has no manifest.");
    }

    /// <inheritdoc cref="ReadAll"/>
    public static IReadOnlyList<JsonElement> ReadLive(string path) =>
        path == "-" ? Parse("standard input", Console.In.ReadToEnd()) : Parse(path, ReadText(path));

    /// <summary>The rules of a file: a list, or an object that has it as <c>ignoreDifferences</c>, there or in its <c>spec</c>.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or has an expression that is not understood.</exception>
    public static IReadOnlyList<IgnoreRule> ReadRules(string path)
    {
        if (Parse(path, ReadText(path)) is not [var root, ..]) throw new UserErrorException($"{path} is empty.");
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("spec", out var spec)) root = spec;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("ignoreDifferences", out var list)) root = list;
        if (root.ValueKind != JsonValueKind.Array) throw new UserErrorException($"{path}: a list of ignoreDifferences was expected.");
        try
        {
            var rules = root.Deserialize(DriftJson.Default.IReadOnlyListIgnoreRule) ?? [];
            return rules.Select(rule => rule.Unknown()).FirstOrDefault(expression => expression is not null) is { } unknown
                ? throw new UserErrorException(
                    $"{path}: the jq path {unknown} is not understood; .a.b, [], [0] and select(.name == \"x\") are.")
                : rules;
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path}: {e.Path} is not what a rule of ignoreDifferences has.");
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes) throw new UserErrorException($"{path} is larger than {MaxBytes} bytes.");
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {e.Message}");
        }
    }

    private static IReadOnlyList<JsonElement> Parse(string name, string text)
    {
        try
        {
            return ManifestReader.Read(text);
        }
        catch (FormatException e)
        {
            throw new UserErrorException($"{name}: {e.Message}");
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<FieldDrift>))]
[JsonSerializable(typeof(IReadOnlyList<IgnoreRule>))]
internal sealed partial class DriftJson : JsonSerializerContext;
