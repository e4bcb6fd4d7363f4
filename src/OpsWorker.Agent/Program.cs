using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpsWorker.Agent;
using OpsWorker.Agent.Health;
using OpsWorker.Agent.Settings;
using OpsWorker.Core;
using OpsWorker.Core.Settings;

// Exit codes: 0 stopped and drained, 2 a setting is wrong.
const int WrongSettings = 2;
VisibleWriter.GuardConsole(outputIsLog: true);
var variables = new SettingsReader(Environment.GetEnvironmentVariable);
if (args is ["health", ['/', ..] path]) return await HealthQuestion.AskAsync(path, variables, Console.Out);
try
{
    var settings = ReadSettings();
    var reader = ClusterReader.Open(settings, Environment.GetEnvironmentVariable, TimeProvider.System);
    var watched = ClusterReader.OpenToWatch(settings, Environment.GetEnvironmentVariable, TimeProvider.System);
    var identity = ClusterReader.OpenIdentity(settings, Environment.GetEnvironmentVariable, TimeProvider.System);
    using var host = AgentHost.Create(settings, reader, watched, identity, TimeProvider.System);
    host.Services.GetService<HealthListener>()?.Open();
    await host.RunAsync();
    return 0;
}
catch (InvalidSettingsException e)
{
    WriteErrors(e.Message.Split('\n'));
    return WrongSettings;
}

AgentSettings ReadSettings()
{
    try
    {
        return AgentSettingsReader.Read(variables);
    }
    finally
    {
        var names = Environment.GetEnvironmentVariables().Keys.Cast<string>();
        WriteErrors(UnknownVariables.Warnings(names, variables.Names, StringComparison.Ordinal, "docs/agent.md"));
    }
}

static void WriteErrors(IEnumerable<string> lines)
{
    foreach (var line in lines) Console.Error.WriteLine($"opsworker-agent: {line}");
}
