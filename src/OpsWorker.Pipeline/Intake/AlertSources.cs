namespace OpsWorker.Pipeline.Intake;

/// <summary>The monitoring systems that can send alerts.</summary>
public static class AlertSources
{
    /// <summary>One line per system.</summary>
    public static IReadOnlyList<IAlertSource> All { get; } =
    [
        new AlertmanagerSource(),
    ];

    /// <summary>The system of that name, or null.</summary>
    public static IAlertSource? Find(string name) => All.FirstOrDefault(source => source.Name == name);
}
