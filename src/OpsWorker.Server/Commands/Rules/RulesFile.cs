using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OpsWorker.Core.Rules;
using OpsWorker.Kubernetes.Printing;
using OpsWorker.Pipeline.Rules;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpsWorker.Server.Commands.Rules;

/// <summary>The rules and maintenance windows of a YAML file.</summary>
internal sealed record RulesFile
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 32;

    /// <summary>The rules in their order.</summary>
    public IReadOnlyList<Rule> Rules { get; set; } = [];

    /// <summary>The maintenance windows.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; set; } = [];

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="UserErrorException">It cannot be read, or is not valid.</exception>
    public static RulesFile Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes) throw new UserErrorException($"{path} is larger than {MaxBytes} bytes.");
            var file = Parse(File.ReadAllText(path));
            _ = file.Compile();
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read: {e.Message}");
        }
        catch (YamlException e)
        {
            throw new UserErrorException($"{path} is no YAML: line {e.Start.Line}: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"{path}: {e.Path ?? "$"}: {e.Message}");
        }
        catch (RuleException e)
        {
            throw new UserErrorException($"{path}: {e.Field}: {e.Message}");
        }
    }

    /// <summary>The rules, checked.</summary>
    /// <exception cref="RuleException">A part is not valid.</exception>
    public CompiledRules Compile() => new(Rules, Maintenance);

    /// <summary>The file's content.</summary>
    public string Write() => YamlWriter.Write(JsonSerializer.SerializeToElement(this, RulesJson.Default.RulesFile));

    private static RulesFile Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents is not [var document]) return new RulesFile();
        return ToJson(document.RootNode, depth: 1).Deserialize(RulesJson.Default.RulesFile) ?? new RulesFile();
    }

    private static JsonNode? ToJson(YamlNode node, int depth)
    {
        if (depth > MaxDepth) throw new YamlException(node.Start, node.End, $"It is nested more than {MaxDepth} deep.");
        switch (node)
        {
            case YamlMappingNode mapping:
                var read = new JsonObject();
                foreach (var (key, value) in mapping.Children) read[((YamlScalarNode)key).Value ?? ""] = ToJson(value, depth + 1);
                return read;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(item => ToJson(item, depth + 1))]);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } boolean:
                return boolean.Value == "true";
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or null }:
                return null;
            case YamlScalarNode { Style: ScalarStyle.Plain } number when int.TryParse(
                number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value):
                return value;
            case YamlScalarNode scalar:
                return scalar.Value;
            default:
                throw new YamlException(node.Start, node.End, "It is an alias, which is not supported.");
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RulesFile))]
internal sealed partial class RulesJson : JsonSerializerContext;

// The API's form of the rules, as far as these commands use it.
internal sealed record ServerRules(
    int Version,
    DateTimeOffset? ChangedAt,
    string? ChangedBy,
    IReadOnlyList<Rule> Rules,
    IReadOnlyList<MaintenanceWindow> Maintenance);

internal sealed record AlertPage(IReadOnlyList<Core.Alerts.Alert> Items, string? Cursor);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerRules))]
[JsonSerializable(typeof(AlertPage))]
internal sealed partial class ServerRulesJson : JsonSerializerContext;
