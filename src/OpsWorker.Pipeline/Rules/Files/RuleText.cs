using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using OpsWorker.Core.Rules;
using OpsWorker.Kubernetes.Printing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpsWorker.Pipeline.Rules.Files;

/// <summary>The text of rules cannot be understood. The message says where and why.</summary>
public sealed class RuleTextException(string message, Exception inner) : Exception(message, inner);

/// <summary>Rules and maintenance windows as people write them: YAML.</summary>
public sealed record RuleText
{
    private const int MaxDepth = 32;

    private static readonly string[] s_emptyByDefault = ["maintenance", "tags", "groupBy", "all", "any", "during", "days", "weekly"];
    private static readonly string[] s_words = ["do", "per", "models"];

    /// <summary>The rules in their order.</summary>
    public IReadOnlyList<Rule> Rules { get; set; } = [];

    /// <summary>The maintenance windows.</summary>
    public IReadOnlyList<MaintenanceWindow> Maintenance { get; set; } = [];

    /// <summary>Reads a text.</summary>
    /// <exception cref="RuleTextException">It is not valid.</exception>
    public static RuleText Parse(string yaml)
    {
        try
        {
            var text = Read(yaml);
            _ = new CompiledRules(text.Rules, text.Maintenance);
            return text;
        }
        catch (YamlException e)
        {
            throw new RuleTextException(FormattableString.Invariant($"It is no YAML: line {e.Start.Line}: {e.Message}"), e);
        }
        catch (JsonException e)
        {
            throw new RuleTextException($"{e.Path ?? "$"}: {e.Message}", e);
        }
        catch (RuleException e)
        {
            throw new RuleTextException($"{e.Field}: {e.Message}", e);
        }
    }

    /// <summary>The text of rules.</summary>
    public static string Write(IReadOnlyList<Rule> rules, IReadOnlyList<MaintenanceWindow> maintenance) =>
        new RuleText { Rules = rules, Maintenance = maintenance }.Write();

    /// <summary>The rules, checked.</summary>
    /// <exception cref="RuleException">A part is not valid.</exception>
    public CompiledRules Compile() => new(Rules, Maintenance);

    /// <summary>The text, as a person would write it: fields in their usual order, without empty lists that mean nothing.</summary>
    public string Write()
    {
        var rules = JsonSerializer.SerializeToNode(this, RuleTextJson.Default.RuleText)!;
        Tidy(rules);
        return YamlWriter.WriteInOrder(JsonSerializer.SerializeToElement(rules, RuleTextJson.Default.JsonNode));
    }

    /// <summary>The rules as JSON.</summary>
    public JsonElement ToElement() => JsonSerializer.SerializeToElement(this, RuleTextJson.Default.RuleText);

    private static void Tidy(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Tidy(item);
        }

        if (node is not JsonObject fields) return;
        foreach (var (name, value) in fields.ToList())
        {
            if (value is JsonArray { Count: 0 } && s_emptyByDefault.Contains(name)) fields.Remove(name);
            else if (s_words.Contains(name)) fields[name] = Words(value);
            else Tidy(value);
        }
    }

    private static JsonNode? Words(JsonNode? value) => value switch
    {
        JsonArray words => new JsonArray([.. words.Select(Words)]),
        JsonValue word when word.GetValueKind() == JsonValueKind.String => JsonNamingPolicy.CamelCase.ConvertName(word.GetValue<string>()),
        _ => value?.DeepClone(),
    };

    private static RuleText Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents is not [var document]) return new RuleText();
        return ToJson(document.RootNode, depth: 1).Deserialize(RuleTextJson.Default.RuleText) ?? new RuleText();
    }

    private static JsonNode? ToJson(YamlNode node, int depth)
    {
        if (depth > MaxDepth) throw new YamlException(node.Start, node.End, $"It is nested more than {MaxDepth} deep.");
        switch (node)
        {
            case YamlMappingNode mapping:
                var read = new JsonObject();
                foreach (var (key, value) in mapping.Children) read[NameOf(key)] = ToJson(value, depth + 1);
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

    private static string NameOf(YamlNode key) => key is YamlScalarNode { Value: { } name }
        ? name
        : throw new YamlException(key.Start, key.End, "A name was expected.");
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RuleText))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class RuleTextJson : JsonSerializerContext;
