using System.Globalization;

namespace OpsWorker.Agent.Settings;

/// <summary>Reads single settings and collects errors. An empty variable counts as unset.</summary>
internal sealed class SettingsReader(Func<string, string?> variable)
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The errors so far.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The names of all settings that were asked for, set or not.</summary>
    public IReadOnlyCollection<string> Names => _names;

    public string? Text(string name)
    {
        _names.Add(name);
        return variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    public void Wrong(string name, string why) => _errors.Add($"{name} {why}");

    /// <summary>A whole number within a range.</summary>
    public long Number(string name, long fallback, long min, long max)
    {
        if (Text(name) is not { } text) return fallback;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }
        Wrong(name, $"is \"{text}\"; a whole number from {min} to {max} was expected.");
        return fallback;
    }

    public TimeSpan Seconds(string name, TimeSpan fallback, int min, int max) =>
        TimeSpan.FromSeconds(Number(name, (long)fallback.TotalSeconds, min, max));

    /// <summary>Reads <c>on</c> or <c>off</c>; null if unset.</summary>
    public bool? Switch(string name)
    {
        if (Text(name) is not { } text) return null;
        if (text is not ("on" or "off")) Wrong(name, $"is \"{text}\"; on or off was expected.");
        return text == "on";
    }

    /// <summary>The values between commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        Text(name)?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
