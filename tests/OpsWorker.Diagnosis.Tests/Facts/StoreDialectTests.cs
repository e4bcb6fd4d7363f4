using OpsWorker.Diagnosis.Facts;

namespace OpsWorker.Diagnosis.Tests.Facts;

public sealed class StoreDialectTests
{
    [Theory]
    [InlineData("SQLSTATE[08004] [1040] Too many connections", 3306)]
    [InlineData("PG::ConnectionBad: FATAL: sorry, too many clients already", 5432)]
    [InlineData("MongoServerError: not primary", 27017)]
    [InlineData("ReplyError: MISCONF Redis is configured to save RDB snapshots", 6379)]
    [InlineData("pika.exceptions.ConnectionBlockedTimeout", 5672)]
    [InlineData("the connection was lost", null)]
    [InlineData("copying rows from mysql to postgres failed", null)]
    public void A_products_words_give_its_port(string line, int? port) => StoreDialect.PortIn(line).ShouldBe(port);
}
