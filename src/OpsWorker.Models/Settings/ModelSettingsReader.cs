using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpsWorker.Core.Models;

namespace OpsWorker.Models.Settings;

/// <summary>Reads section <c>Models</c>; each error names the setting, what is wrong and what to do.</summary>
public sealed class ModelSettingsReader
{
    private const string None = "none";

    private static readonly string[] s_keys =
        ["Providers", "Default", "Budget", "ExplainBelow", .. Enum.GetNames<ModelStage>()];

    private readonly List<string> _errors = [];
    private readonly IConfigurationSection _section;

    private ModelSettingsReader(IConfigurationSection section) => _section = section;

    /// <summary>The settings, and the errors in them.</summary>
    /// <param name="configuration">The settings of the process.</param>
    public static (ModelSettings Settings, IReadOnlyList<string> Errors) Read(IConfiguration configuration)
    {
        var reader = new ModelSettingsReader(configuration.GetSection("Models"));
        return (reader.Read(), reader._errors);
    }

    private ModelSettings Read()
    {
        new SettingNames(_errors).Check(_section, s_keys);
        var providers = _section.GetSection("Providers").GetChildren()
            .Select(new ProviderReader(_errors).Read)
            .OfType<ProviderSettings>()
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        return new ModelSettings
        {
            Providers = providers,
            Stages = Stages(providers),
            Budget = new BudgetReader(_errors).Read(_section.GetSection("Budget")),
            ExplainBelow = Share(_section.GetSection("ExplainBelow")) ?? ModelSet.None.ExplainBelow,
        };
    }

    private Dictionary<ModelStage, IReadOnlyList<ModelName>> Stages(Dictionary<string, ProviderSettings> providers)
    {
        var fallback = Names(_section.GetSection("Default"), providers);
        var stages = new Dictionary<ModelStage, IReadOnlyList<ModelName>>();
        foreach (var stage in Enum.GetValues<ModelStage>())
        {
            var own = _section.GetSection(stage.ToString());

            // These cost as much as the explanation, and one of them asks the cluster more: nobody gets them who has not asked for them.
            var isByNameOnly = stage is ModelStage.Critic or ModelStage.LookFurther;
            var names = !string.IsNullOrWhiteSpace(own.Value) ? Names(own, providers) : isByNameOnly ? [] : fallback;
            if (names.Count > 0) stages[stage] = names;
        }

        return stages;
    }

    private List<ModelName> Names(IConfigurationSection setting, Dictionary<string, ProviderSettings> providers)
    {
        var names = new List<ModelName>();
        if (string.IsNullOrWhiteSpace(setting.Value) || setting.Value.Trim() == None) return names;
        foreach (var text in setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash <= 0 || slash == text.Length - 1)
            {
                _errors.Add($"{setting.Path} has \"{text}\"; PROVIDER/MODEL was expected, such as anthropic/claude-haiku-4-5.");
            }
            else if (!providers.TryGetValue(text[..slash], out var provider))
            {
                _errors.Add(
                    $"{setting.Path} names the provider \"{text[..slash]}\", which is not configured; "
                    + $"set Models:Providers:{text[..slash]}:Kind.");
            }
            else
            {
                names.Add(new ModelName(provider.Name, text[(slash + 1)..]));
            }
        }

        return names;
    }

    private double? Share(IConfigurationSection setting)
    {
        if (string.IsNullOrWhiteSpace(setting.Value)) return null;
        if (double.TryParse(setting.Value, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1) return value;
        _errors.Add($"{setting.Path} is \"{setting.Value}\"; a number from 0 to 1 was expected.");
        return null;
    }
}
