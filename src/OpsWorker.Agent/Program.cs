using Microsoft.Extensions.Hosting;
using OpsWorker.Agent;
using OpsWorker.Agent.Settings;

// Exit codes: 0 stopped and drained, 2 a setting is wrong.
const int WrongSettings = 2;
try
{
    var settings = AgentSettingsReader.Read(Environment.GetEnvironmentVariable);
    var reader = ClusterReader.Open(settings, Environment.GetEnvironmentVariable, TimeProvider.System);
    var watched = ClusterReader.OpenToWatch(settings, Environment.GetEnvironmentVariable, TimeProvider.System);
    using var host = AgentHost.Create(settings, reader, watched, TimeProvider.System);
    await host.RunAsync();
    return 0;
}
catch (InvalidSettingsException e)
{
    foreach (var line in e.Message.Split('\n')) await Console.Error.WriteLineAsync($"opsworker-agent: {line}");
    return WrongSettings;
}
