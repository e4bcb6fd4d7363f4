using OpsWorker.AgentRuntime.Detection;

namespace OpsWorker.Agent.Settings;

/// <summary>Reads the settings of detection.</summary>
internal static class DetectionSettingsReader
{
    public const string Detection = "OPSWORKER_DETECTION";
    public const string Namespaces = "OPSWORKER_DETECTION_NAMESPACES";
    public const string Grace = "OPSWORKER_DETECTION_GRACE_SECONDS";
    public const string ResolveAfter = "OPSWORKER_DETECTION_RESOLVE_SECONDS";

    /// <summary>The detection settings; null if detection is off, the default.</summary>
    public static DetectionOptions? Read(SettingsReader reader)
    {
        var isOn = reader.Switch(Detection) == true;
        var allowed = reader.List(AgentSettingsReader.Namespaces);
        var options = new DetectionOptions
        {
            Namespaces = ReadNamespaces(reader, allowed, isOn),
            WatchesNodes = allowed.Count == 0,
            Grace = reader.Seconds(Grace, DetectionOptions.DefaultGrace, 1, 3600),
            ResolveAfter = reader.Seconds(ResolveAfter, DetectionOptions.DefaultResolveAfter, 1, 86_400),
        };
        if (isOn && reader.Text(AgentSettingsReader.Dump) is not null)
        {
            reader.Wrong(Detection, $"is on and {AgentSettingsReader.Dump} is set; in a recording nothing breaks any more.");
        }

        return isOn ? options : null;
    }

    // Namespaces that may not be queried are not watched.
    private static IReadOnlyList<string> ReadNamespaces(SettingsReader reader, IReadOnlyList<string> allowed, bool isOn)
    {
        var names = AgentSettingsReader.ReadNamespaces(reader, Namespaces, DetectionOptions.MaxNamespaces);
        if (allowed.Count == 0) return names;
        foreach (var name in names.Where(name => !allowed.Contains(name)))
        {
            reader.Wrong(Namespaces, $"has \"{name}\", which is not among {AgentSettingsReader.Namespaces}.");
        }

        if (names.Count > 0) return names;
        if (isOn && allowed.Count > DetectionOptions.MaxNamespaces)
        {
            reader.Wrong(
                Namespaces,
                $"is not set, and {AgentSettingsReader.Namespaces} has {allowed.Count} namespaces; {DetectionOptions.MaxNamespaces} "
                    + "can be watched.");
        }

        return allowed;
    }
}
