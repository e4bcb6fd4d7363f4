using System.CommandLine;
using System.Globalization;
using OpsWorker.AgentRuntime.Detection;

namespace OpsWorker.Server.Commands;

/// <summary>The option of <c>opsworker up</c> to look for what breaks in the live cluster, and the settings beside it.</summary>
internal sealed class WatchOptions
{
    private const string Section = "Watch";

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "Watch the live cluster (--kubeconfig) and investigate the problems found, without any other monitoring.",
    };

    public void AddTo(Command command) => command.Add(_watch);

    /// <summary>Where to look and how patiently; null where it is not wanted.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public DetectionOptions? Read(ParseResult arguments, IConfiguration configuration)
    {
        if (!arguments.GetValue(_watch) && !IsEnabled(configuration)) return null;
        return new DetectionOptions
        {
            Namespaces = Namespaces(configuration),
            Grace = Seconds(configuration, "GraceSeconds", DetectionOptions.DefaultGrace, 3600),
            ResolveAfter = Seconds(configuration, "ResolveSeconds", DetectionOptions.DefaultResolveAfter, 86_400),
        };
    }

    private static bool IsEnabled(IConfiguration configuration)
    {
        if (configuration[$"{Section}:Enabled"] is not { Length: > 0 } text) return false;
        return bool.TryParse(text, out var isEnabled)
            ? isEnabled
            : throw new UserErrorException($"{Section}:Enabled is \"{text}\"; true or false was expected.");
    }

    private static string[] Namespaces(IConfiguration configuration)
    {
        var names = (configuration[$"{Section}:Namespaces"] ?? "").Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return names.Length <= DetectionOptions.MaxNamespaces
            ? names
            : throw new UserErrorException(
                $"{Section}:Namespaces has {names.Length} namespaces; {DetectionOptions.MaxNamespaces} are taken.");
    }

    private static TimeSpan Seconds(IConfiguration configuration, string name, TimeSpan fallback, int max)
    {
        if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 1 && seconds <= max
            ? TimeSpan.FromSeconds(seconds)
            : throw new UserErrorException($"{Section}:{name} is \"{text}\"; a whole number from 1 to {max} was expected.");
    }
}
