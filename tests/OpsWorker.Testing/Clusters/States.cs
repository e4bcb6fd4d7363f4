using System.Text.Json;

namespace OpsWorker.Testing.Clusters;

/// <summary>Statuses of pods, as the API writes them.</summary>
public static class States
{
    public const string Ready =
        "{'phase':'Running','podIP':'10.1.0.9','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':[{'name':'main',"
        + "'ready':true,'restartCount':0,"
        + "'state':{'running':{'startedAt':'2026-03-02T09:00:00Z'}}}]}";

    public const string Unscheduled =
        "{'phase':'Pending','conditions':[{'type':'PodScheduled','status':'False','reason':'Unschedulable'}]}";

    public const string NotReady =
        "{'phase':'Running','conditions':[{'type':'Ready','status':'False'}],'containerStatuses':[{'name':'main','ready':false,"
        + "'restartCount':0,"
        + "'state':{'running':{'startedAt':'2026-03-02T09:54:00Z'}}}]}";

    /// <summary>A container that waits for what the reason says.</summary>
    public static string Waiting(string reason, string message = "") =>
        $"{{'phase':'Pending','conditions':[{{'type':'Ready','status':'False'}}],'containerStatuses':[{{'name':'main','ready':false,"
        + "'restartCount':0,"
        + $"'state':{{'waiting':{{'reason':'{reason}','message':'{Text(message)}'}}}}}}]}}";

    /// <summary>A container that is restarted again and again.</summary>
    public static string Crashing(int exitCode = 1, string reason = "Error", int restarts = 4, int seconds = 2, string message = "") =>
        $"{{'phase':'Running','conditions':[{{'type':'Ready','status':'False'}}],'containerStatuses':[{{'name':'main','ready':false,"
        + $"'restartCount':{restarts},"
        + "'state':{'waiting':{'reason':'CrashLoopBackOff'}},"
        + $"'lastState':{{'terminated':{{'exitCode':{exitCode},'reason':'{reason}','message':'{Text(message)}',"
        + $"'startedAt':'2026-03-02T09:57:00Z','finishedAt':'2026-03-02T09:57:{seconds:00}Z'}}}}}}]}}";

    /// <summary>A container that runs again after restarts.</summary>
    public static string Restarted(int exitCode, string reason = "Error", int restarts = 2, int seconds = 30) =>
        $"{{'phase':'Running','conditions':[{{'type':'Ready','status':'True'}}],'containerStatuses':[{{'name':'main','ready':true,"
        + $"'restartCount':{restarts},"
        + "'state':{'running':{'startedAt':'2026-03-02T09:58:00Z'}},"
        + $"'lastState':{{'terminated':{{'exitCode':{exitCode},'reason':'{reason}','startedAt':'2026-03-02T09:57:00Z',"
        + $"'finishedAt':'2026-03-02T09:57:{seconds:00}Z'}}}}}}]}}";

    // Quotation marks of either kind would end the text.
    private static JsonEncodedText Text(string message) => JsonEncodedText.Encode(message);
}
