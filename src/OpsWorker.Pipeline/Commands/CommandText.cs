using System.Globalization;
using OpsWorker.Core.Commands;

namespace OpsWorker.Pipeline.Commands;

/// <summary>Commands in one line, for people.</summary>
public static class CommandText
{
    /// <summary><c>Scale Deployment shop/checkout of production to 5</c>.</summary>
    public static string Of(ClusterCommand command)
    {
        var text = $"{command.Operation} {command.Target} of {command.ClusterName}";
        return command.Replicas is { } replicas ? string.Create(CultureInfo.InvariantCulture, $"{text} to {replicas}") : text;
    }
}
