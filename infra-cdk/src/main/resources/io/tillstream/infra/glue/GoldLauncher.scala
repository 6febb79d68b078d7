// Glue documents Scala and Python scripts only: this one hands over to the Java job.
object GoldLauncher {
  def main(args: Array[String]): Unit = io.tillstream.glue.GoldJob.main(args)
}
