using System.Globalization;

namespace OpsWorker.Infra.Settings;

/// <summary>
/// The context of one stage: what <c>cdk.json</c> says under <c>stages</c>, unless <c>cdk -c key=value</c> says
/// otherwise.
/// </summary>
internal sealed class StageContext
{
    private readonly Func<string, object?> _find;
    private readonly IDictionary<string, object> _defaults;

    public StageContext(Func<string, object?> find)
    {
        _find = find;
        Stage = Convert.ToString(find("stage"), CultureInfo.InvariantCulture) ?? "";
        var stages = find("stages") as IDictionary<string, object>
            ?? throw new InvalidSettingException("stages", "it is missing; run cdk in the folder of cdk.json");
        _defaults = stages.TryGetValue(Stage, out var found) && found is IDictionary<string, object> defaults
            ? defaults
            : throw new InvalidSettingException("stage", $"\"{Stage}\" is not one of {string.Join(", ", stages.Keys)}");
    }

    public string Stage { get; }

    public string? Text(string key)
    {
        var text = Convert.ToString(Find(key), CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(text) ? null : text;
    }

    public string RequiredText(string key) => Text(key) ?? throw new InvalidSettingException(key, "it is missing");

    public bool Flag(string key) =>
        bool.TryParse(RequiredText(key), out var flag)
            ? flag
            : throw new InvalidSettingException(key, $"\"{Text(key)}\" is neither true nor false");

    public int Number(string key, int min, int max) =>
        int.TryParse(RequiredText(key), CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new InvalidSettingException(key, $"\"{Text(key)}\" is not a whole number from {min} to {max}");

    public IReadOnlyList<string> List(string key) =>
        Text(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private object? Find(string key) => _find(key) ?? (_defaults.TryGetValue(key, out var value) ? value : null);
}
