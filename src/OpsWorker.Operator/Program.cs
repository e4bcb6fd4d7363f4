using Microsoft.Extensions.Hosting;
using OpsWorker.Core;
using OpsWorker.Core.Settings;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Operator;
using OpsWorker.Operator.Settings;

// Exit codes: 0 stopped and drained, 2 a setting is wrong.
const int WrongSettings = 2;
VisibleWriter.GuardConsole(outputIsLog: true);
var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>();
WriteErrors(UnknownVariables.Warnings(variables, OperatorSettings.Names, StringComparison.Ordinal, "docs/commands.md"));
try
{
    var settings = OperatorSettings.Read(Environment.GetEnvironmentVariable);
    var connection = InClusterConnection.Open(Environment.GetEnvironmentVariable, settings.ServiceAccountFolder, TimeProvider.System);
    using var host = OperatorHost.Create(settings, connection, TimeProvider.System);
    await host.RunAsync();
    return 0;
}
catch (Exception e) when (e is InvalidSettingsException or ClusterConnectionException)
{
    WriteErrors(e.Message.Split('\n'));
    return WrongSettings;
}

static void WriteErrors(IEnumerable<string> lines)
{
    foreach (var line in lines) Console.Error.WriteLine($"opsworker-operator: {line}");
}
